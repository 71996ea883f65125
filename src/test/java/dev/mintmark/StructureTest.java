package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The map of the house. A package imports only what its row names, and a row names only packages that stand above it: so there
 * is no cycle, and nothing of a ring knows of the rings around it.
 */
final class StructureTest {
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            entry("corretto", "com.amazon.corretto.crypto.provider"),
            entry("vector", "jdk.incubator.vector"),
            entry("bouncycastle", "org.bouncycastle"),
            entry("commons-csv", "org.apache.commons.csv"),
            entry("commons-compress", "org.apache.commons.compress"),
            entry("snakeyaml", "org.yaml.snakeyaml"),
            entry("jackson", "tools.jackson"),
            entry("qrcodegen", "io.nayuki.qrcodegen"),
            entry("pdfbox", "org.apache.pdfbox"),
            entry("picocli", "picocli"),
            entry("logback", "ch.qos.logback"),
            // only where what closes has no caller left to tell
            entry("slf4j", "org.slf4j"),
            entry(
                    "spring-jdbc",
                    "org.springframework.jdbc",
                    "org.springframework.dao",
                    "org.springframework.transaction"),
            entry("sql", "java.sql", "javax.sql", "com.zaxxer.hikari", "org.flywaydb", "org.h2"),
            entry("spring", "org.springframework", "javax.sql"));

    private static Map.Entry<String, List<String>> entry(String library, String... packages) {
        return Map.entry(library, List.of(packages));
    }

    /** What all may use. Not among it: networks, processes, reflection, Java serialization, desktop and logging. */
    private static final Set<String> JDK = Set.of(
            "java.io",
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.math",
            "java.nio",
            "java.nio.channels",
            "java.nio.charset",
            "java.nio.file",
            "java.nio.file.attribute",
            "java.security",
            "java.security.cert",
            "java.security.interfaces",
            "java.security.spec",
            "java.text",
            "java.time",
            "java.time.chrono",
            "java.time.format",
            "java.time.temporal",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.function",
            "java.util.random",
            "java.util.regex",
            "java.util.stream",
            "java.util.zip",
            "javax.crypto",
            "javax.crypto.spec",
            "javax.security.auth.x500");

    /** Ring, package, what it imports of the house, which libraries. */
    private static final List<Row> TABLE = List.of(
            // ring 0: the formats of the trade, each written and read here, on the JDK and Bouncy Castle
            row(0, "format.lanes", "", "vector"),
            row(0, "format.deflate", "", ""),
            row(0, "format", "format.lanes", "bouncycastle corretto"),
            row(0, "format.matter", "format format.lanes", "bouncycastle"),
            row(0, "format.attestation", "format format.matter", "bouncycastle"),
            row(0, "format.nvs", "format", ""),
            row(0, "format.securecert", "format", ""),
            row(0, "format.seal", "format", "bouncycastle"),
            row(0, "format.tlog", "format", "bouncycastle"),
            // ring 1: plain Java; what operators write and where results are kept
            row(1, "durable", "", ""),
            row(1, "input", "", "commons-csv snakeyaml jackson"),
            row(1, "disposition", "", ""),
            row(1, "site", "format.matter input disposition", ""),
            row(1, "order", "format.matter input site", "commons-csv"),
            // ring 1: the stages, in the order in which a module passes them
            row(
                    1,
                    "csr",
                    "format format.attestation format.matter format.seal input order",
                    "bouncycastle commons-csv commons-compress"),
            row(1, "onboarding", "format format.matter order", ""),
            row(1, "issue", "format format.attestation format.matter order onboarding", ""),
            row(1, "audit", "format format.tlog durable input order issue", ""),
            row(1, "partition", "format format.matter format.nvs format.securecert order", ""),
            row(1, "template", "format format.nvs input order partition", "commons-csv"),
            row(1, "label", "format format.deflate format.matter input order", "commons-csv qrcodegen pdfbox"),
            row(1, "manifest", "format format.matter order issue", "commons-csv jackson"),
            row(
                    1,
                    "delivery",
                    "format format.deflate format.matter format.nvs format.seal format.tlog durable input order onboarding issue audit partition template"
                            + " label manifest",
                    "commons-compress jackson"),
            row(
                    1,
                    "check",
                    "format format.attestation format.matter format.nvs format.seal input order issue partition label manifest"
                            + " delivery",
                    "commons-csv"),
            row(1, "evidence", "format format.seal durable order delivery", "jackson"),
            row(
                    1,
                    "inspect",
                    "format format.attestation format.matter format.nvs format.securecert format.seal format.tlog issue label"
                            + " delivery",
                    ""),
            row(1, "reported", "disposition input order", "commons-csv"),
            row(1, "reconcile", "disposition order reported", "commons-csv jackson"),
            row(1, "report", "format format.matter disposition order issue reconcile", "jackson"),
            // ring 2: the two things that outlive a process
            row(
                    2,
                    "store",
                    "disposition format format.matter durable input order csr onboarding issue audit manifest delivery reported"
                            + " reconcile",
                    "sql spring-jdbc slf4j"),
            row(
                    2,
                    "keys",
                    "format format.attestation format.matter format.seal format.tlog durable input site order onboarding"
                            + " issue",
                    "bouncycastle"),
            // ring 3: the application
            row(
                    3,
                    "job",
                    "disposition format format.attestation format.matter format.seal format.tlog durable input site order csr onboarding"
                            + " issue audit template label manifest delivery check evidence reported reconcile report store keys",
                    "spring"),
            row(
                    3,
                    "cli",
                    "disposition durable input site order csr delivery check inspect reported reconcile store keys job",
                    "picocli jackson logback spring-jdbc"),
            row(3, "main", "cli", ""));

    private record Row(int ring, String room, List<String> rooms, List<String> libraries) {
        boolean allows(JavaClass target) {
            String name = target.getPackageName();
            if (House.isOurs(target)) {
                return rooms.contains(House.room(target)) || room.equals(House.room(target));
            }
            return JDK.contains(name)
                    || libraries.stream()
                            .flatMap(library -> LIBRARIES.get(library).stream())
                            .anyMatch(prefix -> name.equals(prefix) || name.startsWith(prefix + "."));
        }
    }

    private static Row row(int ring, String room, String rooms, String libraries) {
        return new Row(ring, room, words(rooms), words(libraries));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static final Map<String, Row> BY_ROOM =
            TABLE.stream().collect(Collectors.toMap(Row::room, Function.identity()));

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        Set<String> packages = new TreeSet<>();
        House.CLASSES.forEach(type -> packages.add(House.room(type)));

        assertThat(packages).containsExactlyInAnyOrderElementsOf(BY_ROOM.keySet());
    }

    @Test
    void aRowNamesOnlyPackagesAboveItSoThereIsNoCycle() {
        Set<String> above = new HashSet<>();
        int ring = 0;
        for (Row row : TABLE) {
            assertThat(row.rooms()).as("imports of %s", row.room()).isSubsetOf(above);
            assertThat(row.ring()).as("ring of %s", row.room()).isGreaterThanOrEqualTo(ring);
            above.add(row.room());
            ring = row.ring();
        }
    }

    @Test
    void aPackageImportsOnlyWhatItsRowNames() {
        List<String> strays = new ArrayList<>();
        for (JavaClass type : House.CLASSES) {
            Row row = BY_ROOM.get(House.room(type));
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (row != null && !target.isPrimitive() && !row.allows(target)) {
                    strays.add("%s must not know %s".formatted(type.getName(), target.getName()));
                }
            }
        }

        assertThat(strays.stream().distinct().sorted()).isEmpty();
    }

    /** The compiler copies constants, and forgets where from: so the sources are asked too. */
    @Test
    void noImportStatementNamesAPackageThatTheRowDoesNot() {
        List<String> strays = new ArrayList<>();
        House.importedRooms().forEach((room, imported) -> {
            Row row = BY_ROOM.get(room);
            imported.stream()
                    .filter(other -> row != null && !row.rooms().contains(other))
                    .forEach(other -> strays.add("%s must not know %s".formatted(room, other)));
        });

        assertThat(strays).isEmpty();
    }

    /** Spring is the application's; the ledger knows its JDBC only. */
    @Test
    void ringsZeroAndOneKnowNoSpringAndNoDatabase() {
        for (Row row : TABLE) {
            if (row.ring() < 2) {
                assertThat(row.libraries())
                        .as("libraries of %s", row.room())
                        .doesNotContain("spring", "spring-jdbc", "sql", "picocli");
            }
        }
    }
}
