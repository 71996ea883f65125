package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what in a home, whatever the umask of the account that runs it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no modes")
class ModesTest {
    /** What is handed over or looked at: an order's folder, and how far a run is. */
    private static final String FOR_OTHERS = "PO-1(/.*)?|log(/.*)?|status\\.json";

    @TempDir
    Path folder;

    @Test
    void underAnUmaskThatHidesNothingOnlyResultsAreReadableAndNothingIsWritableByOthers() throws Exception {
        Workplace place = run("000");

        TreeMap<String, String> modes = modes(place);
        assertThat(modes).containsKeys("keys/PO-1.key", "ledger/mintmark.mv.db", "lock", "PO-1/report.html");
        modes.forEach((path, mode) -> {
            boolean directory = Files.isDirectory(place.home().root().resolve(path));
            boolean open = path.isEmpty() || path.matches(FOR_OTHERS);
            String expected = open ? (directory ? "rwxr-xr-x" : "rw-r--r--") : directory ? "rwx------" : "rw-------";
            assertThat(mode).as(path).isEqualTo(expected);
        });
    }

    @Test
    void anUmaskThatHidesAllHidesResultsToo() throws Exception {
        modes(run("077")).forEach((path, mode) -> assertThat(mode).as(path).endsWith("------"));
    }

    @Test
    void aKeyOfTheFactoryThatOthersCanReadOpensNothing() throws Exception {
        Workplace place = new Workplace(folder);
        assertThat(place.within("run", order(place).toString()).exit()).isZero();
        Path keys = place.home().testKeys();
        Path key = keys.resolve("factory.key.pem");
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            Program.Result opened = Program.within(
                    "open",
                    place.folder("PO-1").delivery(1).toString(),
                    "--key",
                    key.toString(),
                    "--trust",
                    keys.resolve("bundle-signer.crt.pem").toString(),
                    "--out",
                    folder.resolve("opened").toString());
            assertThat(opened.exit()).as(mode).isEqualTo(2);
            assertThat(opened.err())
                    .contains("others than its owner can read or change")
                    .contains("chmod 600 " + key);
            assertThat(folder.resolve("opened")).doesNotExist();
        }
    }

    private static Path order(Workplace place) throws IOException {
        Path order = place.order("PO-1", 2);
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, 2));
        return order;
    }

    private Workplace run(String umask) throws Exception {
        Workplace place = new Workplace(folder);
        Path order = order(place);
        try (Program program = Program.start(
                place.root(),
                List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"),
                List.of(),
                "run",
                order.toString(),
                "--home",
                place.home().root().toString())) {
            Program.Result result = program.end();
            assertThat(result.exit()).as(result.toString()).isZero();
        }
        return place;
    }

    private static TreeMap<String, String> modes(Workplace place) throws IOException {
        TreeMap<String, String> modes = new TreeMap<>();
        Path home = place.home().root();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                modes.put(
                        home.relativize(path).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        return modes;
    }
}
