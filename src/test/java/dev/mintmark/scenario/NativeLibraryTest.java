package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mintmark.Commands;
import dev.mintmark.format.lanes.NativeHmacLanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A library in C that is there and of no use: told in a line, and done without. */
class NativeLibraryTest {
    private static final Path SOURCES = Path.of("src/main/c");

    @TempDir
    Path folder;

    @Test
    void oneThatDoesNotLoadIsPassedOverInOneLine() throws Exception {
        Path library = Files.writeString(folder.resolve("libmintmark.so"), "no library at all");

        Program.Result version = program(library, "--version");
        Program.Result run = program(library, "run", "none.yaml");

        assertThat(version.exit()).isZero();
        assertThat(version.out()).contains("\nverifiers: one by one;").contains("\nwithout native code: " + library);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.startsWith("mintmark: without native code: ")))
                .hasSize(1);
    }

    /** One that errs in either thing it does is done without in both. */
    @ParameterizedTest
    @CsvSource({
        "0x6a09e667, 0x6a09e668, it computes wrong keys by ",
        "return JNI_TRUE;, return JNI_FALSE;, it computes wrong keys by ",
        "0xffffffff00000001}, 0xffffffff00000003}, it computes wrong multiples of G",
        // a digit of 32, the table's last, has the one before it
        "d <= MULTIPLES, d < MULTIPLES, it computes wrong multiples of G"
    })
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "written for x86-64")
    void oneThatErrsIsPassedOverWhole(String right, String wrong, String why) throws Exception {
        isPassedOver(compiled(right, wrong), why);
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "written for x86-64")
    void oneThatErrsInTheSecondOfTwoVectorsIsPassedOver() throws Exception {
        assumeTrue(
                NativeHmacLanes.Way.AVX_512_TWICE.isPresent(),
                "this processor has no AVX-512, or no library was built");

        isPassedOver(
                compiled("n * WIDTH, sum[n][i])", "n * WIDTH, sum[0][i])"),
                "it computes wrong keys by AVX-512, twice 16 lanes");
    }

    private void isPassedOver(Path library, String why) throws Exception {
        Program.Result version = program(library, "--version");

        assertThat(version.exit()).isZero();
        assertThat(version.out())
                .contains("\nverifiers: one by one;")
                .contains("made by Bouncy Castle\n")
                .contains("\nwithout native code: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NativeLibrary_fits",
                "NativeHmacLanes_lanes",
                "NativeHmacLanes_chain",
                "NativeComb_isInProcessor",
                "NativeComb_multiply"
            })
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "written for x86-64")
    void oneOfOtherSourcesIsPassedOver(String function) throws Exception {
        Path library = compiled(function, function + "_more");

        assertThat(program(library, "--version").out())
                .contains("made by Bouncy Castle\n")
                .contains("\nwithout native code: " + library + " is not of this mintmark");
    }

    /** A whole order made without, which the tests' own process, with one where the build made it, makes again and compares. */
    @Test
    void anOrderMadeWithoutComesOutTheSameWithOne() throws Exception {
        Path root = Files.createDirectory(folder.resolve("place"));
        Workplace place = new Workplace(root);
        String order = place.order("PO-1", 80, "lot-size: 40").toString();
        Submitting.write(place.inbox("PO-1").resolve("a.zip"), List.of("1..80"));
        String home = place.home().root().toString();
        List<String> none = List.of("-Dmintmark.native=");

        try (Program version = Program.start(folder, List.of(), none, "--version");
                Program run = Program.start(root, List.of(), none, "run", order, "--home", home)) {
            assertThat(version.end().out()).doesNotContain("native code");
            Program.Result made = run.end();
            assertThat(made.exit()).as(made.toString()).isZero();
        }

        Program.Result check = place.within("check", order);
        assertThat(check.exit()).as(check.toString()).isZero();
    }

    private Program.Result program(Path library, String... arguments) throws Exception {
        try (Program program = Program.start(folder, List.of(), List.of("-Dmintmark.native=" + library), arguments)) {
            return program.end();
        }
    }

    /** Of sources in which something else stands. */
    private Path compiled(String instead, String text) throws IOException {
        Path include = Path.of(System.getProperty("java.home"), "include");
        assumeTrue(Files.isRegularFile(include.resolve("linux/jni_md.h")), "no jni.h here");
        assumeTrue(Commands.run(folder, "sh", "-c", "command -v cc").exit() == 0, "no C compiler here");
        try (var sources = Files.newDirectoryStream(SOURCES, "*.{c,h}")) {
            for (Path source : sources) {
                String altered = Files.readString(source).replace(instead, text);
                Files.writeString(folder.resolve(source.getFileName()), altered);
            }
        }
        Path library = folder.resolve("libmintmark.so");
        List<String> command = new ArrayList<>(List.of("cc", "-std=gnu11", "-O0", "-fPIC", "-shared"));
        command.addAll(List.of("-I" + include, "-I" + include.resolve("linux"), "-o" + library, "mintmark.c"));
        assertThat(Commands.run(folder, command).output()).isEmpty();
        return library;
    }
}
