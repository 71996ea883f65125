package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code mintmark} in a checkout of its own, where java and mvn are scripts that write down how they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {
    private static final String COMPILED_LATE =
            "<-XX:Tier4InvocationThreshold=50000>\n<-XX:Tier4MinInvocationThreshold=6000>\n"
                    + "<-XX:Tier4CompileThreshold=150000>\n<-XX:Tier4BackEdgeThreshold=400000>\n"
                    + "<-XX:FreqInlineSize=75>\n<-XX:InlineSmallCode=800>\n"
                    + (hasHugePages() ? "<-XX:+UseTransparentHugePages>\n" : "");

    /** Of those that Linux gives to who asks; java warns of it where it was told to use what is never given. */
    private static boolean hasHugePages() {
        try {
            return Files.readString(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"))
                    .matches("(?s).*\\[(always|madvise)].*");
        } catch (IOException e) {
            return false;
        }
    }

    /** All the launcher may need of a system, beside java and mvn. */
    private static final List<String> TOOLS = List.of(
            "basename cat dirname find flock grep mkdir mv ps readlink rm sed sleep stty tail touch".split(" "));

    private static final String JAVA =
            """
            #!/bin/sh
            echo "java of ${0%/bin/java}"
            echo "in $(pwd)"
            for argument in "$@"; do echo "<$argument>"; done
            exit 4
            """;

    /** Takes a jar apart and writes archives, as far as the launcher can see; what it was to read, it names in a file. */
    private static final String PREPARING_JAVA =
            """
            #!/bin/sh
            for argument in "$@"; do
                case $argument in
                    -Djarmode=tools) task=extract ;;
                    -XX:DumpLoadedClassList=*) echo java/lang/Object >"${argument#*=}" ;;
                    -Xshare:dump) task=archive ;;
                    -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
                esac
                last=$argument
            done
            case ${task:-} in
                extract) echo extract >>"${0%/java}/prepared"; mkdir "$last"; echo jar >"$last/mintmark.jar" ;;
                archive)
                    if [ -f "${0%/java}/fails" ]; then exit 1; fi
                    echo archive >>"${0%/java}/prepared"
                    echo archive >"$archive"
                    ;;
                *) for argument in "$@"; do echo "<$argument>"; done ;;
            esac
            """;

    private static final String MVN =
            """
            #!/bin/sh
            echo "$JAVA_HOME" >>maven-was-called
            for argument in "$@"; do
                case $argument in -Dmintmark.jar=*) name=${argument#*=} ;; esac
            done
            if [ -f slow ]; then sleep 1; fi
            if [ -f broken ]; then cat broken; exit 1; fi
            echo jar >"target/$name.jar"
            echo jar >"target/$name.jar.original"
            """;

    @TempDir
    Path temp;

    private Path checkout;
    private Path tools;
    private Path home;
    private Path elsewhere;

    @BeforeEach
    void layOut() throws IOException {
        Path real = temp.toRealPath();
        checkout = real.resolve("a check out");
        tools = Files.createDirectory(real.resolve("tools"));
        home = Files.createDirectory(real.resolve("home"));
        elsewhere = Files.createDirectory(real.resolve("else where"));
        Path source = checkout.resolve("src/main/java");
        Files.createDirectories(source);
        Files.writeString(source.resolve("Main.java"), "class Main {}");
        Files.writeString(source.resolve("Gone.java"), "class Gone {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("mintmark"), checkout.resolve("mintmark"));
        for (String tool : TOOLS) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                Path there = Path.of(folder, tool);
                if (Files.isExecutable(there) && Files.notExists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(there));
                }
            }
        }
        script(tools.resolve("mvn"), MVN);
        jdk("99.0.1");
    }

    @Test
    void javaHomeWins() throws Exception {
        Path older = jdkAt(temp.toRealPath().resolve("of java home"), "17.0.2");

        Started started = start(Map.of("JAVA_HOME", older.toString()));

        assertThat(started.out()).startsWith("java of " + older + "\n");
        assertThat(calls()).containsExactly(older.toString());
    }

    @Test
    void aJavaHomeTooOldIsRefused() throws Exception {
        Path old = jdkAt(temp.toRealPath().resolve("old"), "11.0.20");

        Started started = start(Map.of("JAVA_HOME", old.toString()));

        assertThat(started.code()).isEqualTo(1);
        assertThat(started.err()).contains("is Java 11, mintmark needs 17 or newer\n  hint: ");
        assertThat(started.out()).isEmpty();
    }

    @Test
    void aJavaHomeWithoutJavaIsRefused() throws Exception {
        assertThat(start(Map.of("JAVA_HOME", elsewhere.toString())).err())
                .isEqualTo("mintmark: JAVA_HOME \"%s\" holds no bin/java\n".formatted(elsewhere)
                        + "  hint: unset JAVA_HOME, or set it to the folder of a JDK 17 or newer\n");
    }

    @Test
    void theNewestIsPickedByNumber() throws Exception {
        jdk("99.0.9");
        Path newest = jdk("99.0.10");
        jdk("1.8.0_402");
        jdk("99-ea");

        assertThat(start().out()).startsWith("java of " + newest + "\n");
    }

    @Test
    void theJavaOnThePathCountsToo() throws Exception {
        Path onPath = jdkAt(temp.toRealPath().resolve("on path"), "100");
        Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));

        assertThat(start().out()).startsWith("java of " + onPath + "\n");
    }

    @Test
    void aScriptInFrontOfJavaIsAskedForTheRealOne() throws Exception {
        Path real = jdkAt(temp.toRealPath().resolve("real one"), "101");
        script(tools.resolve("java"), "#!/bin/sh\necho '    java.home = %s' >&2\n".formatted(real));

        assertThat(start().out()).startsWith("java of " + real + "\n");
    }

    @Test
    void aCompilerComesBeforeAHigherVersion() throws Exception {
        Files.delete(jdk("102").resolve("bin/javac"));

        assertThat(start().out()).startsWith("java of " + home.resolve(".sdkman/candidates/java/99.0.1") + "\n");
    }

    @Test
    void aMissingJarIsBuiltAndAFreshOneIsNot() throws Exception {
        Started first = start();
        Started second = start();

        assertThat(first.err()).isEqualTo("mintmark: building mintmark (first run, about half a minute)…\n");
        assertThat(second.err()).isEmpty();
        assertThat(calls()).hasSize(1);
        assertThat(left())
                .containsExactlyInAnyOrder(
                        "mintmark.jar", "mintmark-build.lock", "mintmark-build.log", "mintmark-start-99000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/java/Main.java"})
    void aChangedFileIsBuilt(String changed) throws Exception {
        start();
        Files.setLastModifiedTime(
                checkout.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(start().err()).isEqualTo("mintmark: building mintmark (its sources have changed)…\n");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aDeletedSourceIsNoticed() throws Exception {
        start();
        Thread.sleep(20);
        Files.delete(checkout.resolve("src/main/java/Gone.java"));

        start();

        assertThat(calls()).hasSize(2);
    }

    @Test
    void whatIsEditedDuringTheBuildIsBuiltNextTime() throws Exception {
        Files.createFile(checkout.resolve("slow"));
        Process building = launch(Map.of());
        Path called = checkout.resolve("maven-was-called");
        await(() -> Files.exists(called));
        Path source = checkout.resolve("src/main/java/Main.java");
        // a file system's clock ticks in milliseconds, and the build may have begun within this one
        await(() -> {
            Files.writeString(source, "class Main { int edited; }");
            return Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(called)) > 0;
        });
        result(building);

        start();

        assertThat(calls()).hasSize(2);
    }

    @Test
    void aFailedBuildIsShownAndNothingIsStarted() throws Exception {
        Files.writeString(checkout.resolve("broken"), "[ERROR] Main.java:[1,1] ';' expected\n");

        Started started = start();

        assertThat(started.code()).isEqualTo(1);
        assertThat(started.out()).isEmpty();
        assertThat(started.err())
                .contains("[ERROR] Main.java:[1,1] ';' expected\n")
                .endsWith("mintmark: the build failed, as Maven says above\n  hint: the whole output is in "
                        + checkout.resolve("target/mintmark-build.log") + "\n");
        assertThat(left()).containsExactlyInAnyOrder("mintmark-build.lock", "mintmark-build.log");
    }

    @Test
    void aBuildWithoutNetworkSaysSo() throws Exception {
        Files.writeString(checkout.resolve("broken"), "Could not transfer artifact x:y: Unknown host\n");

        assertThat(start().err()).contains("could not fetch what it needs\n  hint: the first build needs a network");
    }

    @Test
    void withoutMavenTheHintSaysHowToGetIt() throws Exception {
        Files.delete(tools.resolve("mvn"));

        assertThat(start().err()).contains("no Maven (mvn) on PATH").contains("hint: install Maven 3.8");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startsAtTheSameTimeBuildOnce(boolean withFlock) throws Exception {
        if (!withFlock) {
            Files.deleteIfExists(tools.resolve("flock"));
        }
        Files.createFile(checkout.resolve("slow"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(launch(Map.of()));
        }

        for (Process process : processes) {
            assertThat(result(process).out()).startsWith("java of ");
        }
        assertThat(calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999\n", ""})
    void aLockWhoseOwnerDiedIsTakenOver(String owner) throws Exception {
        Files.deleteIfExists(tools.resolve("flock"));
        // a sleep that takes no time, so that the wait for an owner without name is short
        script(tools.resolve("sleep"), "#!/bin/sh\n");
        Path lock = Files.createDirectories(checkout.resolve("target/mintmark-build.lock.d"));
        if (!owner.isEmpty()) {
            Files.writeString(lock.resolve("pid"), owner);
        }

        assertThat(start().out()).startsWith("java of ");
        assertThat(left()).containsExactlyInAnyOrder("mintmark.jar", "mintmark-build.log", "mintmark-start-99000001");
    }

    @Test
    void argumentsWorkingFolderAndExitCodeAreHandedThrough() throws Exception {
        Started started = start(Map.of("MINTMARK_JAVA_OPTS", "-Xmx512m -Da=*"), "run", "my order.yaml", "--home", "");

        assertThat(started.out())
                .endsWith("in %s\n".formatted(elsewhere)
                        + "<-Dfile.encoding=UTF-8>\n%s<-Xmx512m>\n<-Da=*>\n<-jar>\n<%s>\n"
                                .formatted(COMPILED_LATE, checkout.resolve("target/mintmark.jar"))
                        + "<run>\n<my order.yaml>\n<--home>\n<>\n");
        assertThat(started.code()).isEqualTo(4);
    }

    @Test
    void aRunGetsTheVectorModuleIfTheJdkHasIt() throws Exception {
        String vectors = "<--add-modules=jdk.incubator.vector>\n";
        assertThat(start(Map.of(), "run", "x").out()).doesNotContain(vectors);
        Path with = jdk("99.0.2");
        Files.writeString(
                with.resolve("release"),
                "MODULES=\"java.base jdk.incubator.vector jdk.net\"\n",
                StandardOpenOption.APPEND);

        assertThat(start(Map.of(), "--quiet", "run", "x").out()).contains(vectors);
        assertThat(start(Map.of(), "--version").out()).contains(vectors);
        assertThat(start(Map.of(), "status", "x").out()).doesNotContain(vectors);
    }

    @Test
    void aLibraryThatWasBuiltIsNamedAndVectorsAreLeftOut() throws Exception {
        Path with = jdk("99.0.2");
        Files.writeString(
                with.resolve("release"), "MODULES=\"java.base jdk.incubator.vector\"\n", StandardOpenOption.APPEND);
        String vectors = "<--add-modules=jdk.incubator.vector>\n";
        start();
        Path library = Files.createFile(checkout.resolve("target/libmintmark.so"));
        String named = "<-Dmintmark.native=%s>\n".formatted(library);

        for (String command : List.of("run", "--version", "check")) {
            assertThat(start(Map.of(), command, "x").out()).contains(named).doesNotContain(vectors);
        }
        assertThat(start(Map.of("MINTMARK_NATIVE", "off"), "run", "x").out())
                .contains(vectors)
                .doesNotContain("mintmark.native");
    }

    @Test
    void classesAreReadInAdvanceOnceForEachJavaAndBuild() throws Exception {
        Path jdk = preparingJdk("99.0.3");
        Path prepared = checkout.resolve("target/mintmark-start-99000003");

        Started first = start(Map.of(), "run", "x");
        Started second = start(Map.of(), "run", "x");

        assertThat(first.err()).endsWith("mintmark: preparing quick starts, once for this Java…\n");
        assertThat(second.err()).isEmpty();
        assertThat(second.out())
                .contains("<-Xlog:disable>\n")
                .endsWith("<-XX:SharedArchiveFile=%1$s/classes.jsa>\n<-jar>\n<%1$s/mintmark.jar>\n<run>\n<x>\n"
                        .formatted(prepared))
                .isEqualTo(first.out());
        assertThat(jdk.resolve("bin/prepared")).hasContent("extract\narchive");
        assertThat(prepared).isDirectoryNotContaining("glob:**trial");

        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        start(Map.of(), "run", "x");

        assertThat(jdk.resolve("bin/prepared")).hasContent("extract\narchive\nextract\narchive");
    }

    @Test
    void whatAKilledPreparationLeftIsMadeAnew() throws Exception {
        Path jdk = preparingJdk("99.0.3");
        Path prepared = checkout.resolve("target/mintmark-start-99000003");
        start();
        Files.delete(prepared.resolve("ready"));
        Files.writeString(prepared.resolve("classes.jsa"), "half of");
        Files.createDirectory(prepared.resolve("trial"));
        Files.createDirectory(checkout.resolve("target/mintmark-preparing-1"));

        start();

        assertThat(prepared.resolve("classes.jsa")).hasContent("archive");
        assertThat(jdk.resolve("bin/prepared")).hasContent("extract\narchive\nextract\narchive");
        assertThat(left()).doesNotContain("mintmark-preparing-1");
    }

    @Test
    void withoutAnArchiveTheJarIsStartedTakenApart() throws Exception {
        Path jdk = preparingJdk("99.0.3");
        Files.createFile(jdk.resolve("bin/fails"));
        start();

        assertThat(start(Map.of(), "run", "x").out())
                .isEqualTo("<-Dfile.encoding=UTF-8>\n%s<-jar>\n<%s>\n<run>\n<x>\n"
                        .formatted(COMPILED_LATE, checkout.resolve("target/mintmark-start-99000003/mintmark.jar")));
        assertThat(jdk.resolve("bin/prepared")).hasContent("extract");
    }

    @Test
    void startsAtTheSameTimePrepareOnce() throws Exception {
        Path jdk = preparingJdk("99.0.3");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(launch(Map.of(), "run"));
        }

        for (Process process : processes) {
            assertThat(result(process).out()).contains("classes.jsa>");
        }
        assertThat(jdk.resolve("bin/prepared")).hasContent("extract\narchive");
    }

    @Test
    void whatIsShortIsNotCompiledWellUnlessTheUserChooses() throws Exception {
        String little = "<-XX:TieredStopAtLevel=1>\n<-XX:+UseSerialGC>\n";
        assertThat(start(Map.of(), "status").out()).contains(little);
        for (String command : new String[] {"run", "reconcile"}) {
            assertThat(start(Map.of(), "--home", "x", command, "y").out())
                    .doesNotContain(little)
                    .contains(COMPILED_LATE);
        }
        assertThat(start(Map.of("MINTMARK_JAVA_OPTS", "-XX:+UseG1GC"), "status").out())
                .doesNotContain(little);
    }

    @Test
    void aChainOfLinksLeadsToTheCheckout() throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("linked"), Path.of("../a check out"));
        Path command = Files.createSymbolicLink(tools.resolve("mm"), link.resolve("mintmark"));

        Started started = result(process(Map.of(), List.of(command.toString())));

        assertThat(started.out()).contains("<%s>\n".formatted(checkout.resolve("target/mintmark.jar")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTerminalIsTold() throws Exception {
        start();
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "no script(1) to play a terminal");
        String command = "stty cols 123; exec '" + checkout.resolve("mintmark") + "' status";

        Started started =
                result(process(Map.of("TERM", "xterm"), List.of(script.toString(), "-qec", command, "/dev/null")));

        assertThat(started.out()).contains("<-Dmintmark.terminal=true>").contains("<-Dmintmark.columns=123>");
    }

    private Path preparingJdk(String version) throws IOException {
        Path folder = jdk(version);
        script(folder.resolve("bin/java"), PREPARING_JAVA);
        return folder;
    }

    private Path jdk(String version) throws IOException {
        return jdkAt(home.resolve(".sdkman/candidates/java").resolve(version), version);
    }

    private Path jdkAt(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"=\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        script(folder.resolve("bin/java"), JAVA);
        script(folder.resolve("bin/javac"), "#!/bin/sh\n");
        return folder;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(checkout.resolve("maven-was-called"));
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(checkout.resolve("target"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Started start() throws Exception {
        return start(Map.of());
    }

    private Started start(Map<String, String> environment, String... arguments) throws Exception {
        return result(launch(environment, arguments));
    }

    private Process launch(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("mintmark").toString()));
        command.addAll(List.of(arguments));
        return process(environment, command);
    }

    private Process process(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Started result(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Started(process.exitValue(), out, err);
    }

    private static void await(Callable<Boolean> happened) throws Exception {
        for (int i = 0; i < 1000 && !happened.call(); i++) {
            Thread.sleep(10);
        }
        assertThat(happened.call()).isTrue();
    }

    private record Started(int code, String out, String err) {}
}
