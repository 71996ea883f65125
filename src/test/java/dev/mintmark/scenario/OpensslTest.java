package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.durable.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery as the program made it, judged by openssl, sha256sum and tar alone. What each attack does: TamperedDeliveryTest. */
class OpensslTest {
    private static final int MODULES = 300;
    private static final int LONGEST_DAC = 600;

    @TempDir
    Path folder;

    private Workplace place;
    private Path delivery;
    private Path keys;

    @BeforeEach
    void make() throws IOException {
        Commands.assumeShellTools();
        place = new Workplace(folder);
        Path order = place.order("PO-1", MODULES, "lot-size: 120");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));
        Program.Result result = place.within("run", order.toString());
        assertThat(result.exit()).as(result.toString()).isZero();
        delivery = place.folder("PO-1").delivery(1);
        keys = place.home().testKeys();
    }

    @Test
    void itBelievesEveryDacAndOpensTheDeliveryAsWeDo() throws Exception {
        OpenDelivery.Opened opened = Delivered.open(place, "PO-1", 1, folder.resolve("ours"));
        everyDacIsBelieved(Delivered.modules(opened), opened.lots().get(0).resolve("data/pai.der"));

        Commands.Result script = script(delivery, keys.resolve("factory.key.pem"), "theirs");
        assertThat(script.exit()).as(script.output()).isZero();
        assertThat(Workplace.tree(folder.resolve("theirs")))
                .isEqualTo(Workplace.tree(folder.resolve("ours")))
                .hasSizeGreaterThan(4 * MODULES);

        bothRefuse("a flipped byte", keys.resolve("factory.key.pem"), damaged -> {
            Path lot = damaged.resolve("lot-0002.tar.gz.p7m");
            byte[] content = Files.readAllBytes(lot);
            content[content.length / 2] ^= 1;
            Files.write(lot, content);
        });
        bothRefuse("a missing lot", keys.resolve("factory.key.pem"), damaged -> {
            Files.delete(damaged.resolve("lot-0003.tar.gz.p7m"));
        });
        bothRefuse("a cut list", keys.resolve("factory.key.pem"), damaged -> {
            Path list = damaged.resolve("SHA256SUMS");
            List<String> lines = Files.readAllLines(list);
            Files.write(list, lines.subList(0, lines.size() - 1));
        });
        bothRefuse("a wrong key", keys.resolve("bundle-signer.key.pem"), damaged -> {});
    }

    private void everyDacIsBelieved(Map<String, Path> modules, Path paiDer) throws IOException {
        assertThat(modules).hasSize(MODULES);
        assertThat(run("openssl", "x509", "-inform", "DER", "-in", paiDer.toString(), "-out", "pai.pem")
                        .exit())
                .isZero();
        List<String> verify = new ArrayList<>(List.of(
                "openssl",
                "verify",
                "-x509_strict",
                "-no-CApath",
                "-no-CAstore",
                "-CAfile",
                keys.resolve("paa.crt.pem").toString(),
                "-untrusted",
                "pai.pem"));
        for (Map.Entry<String, Path> module : modules.entrySet()) {
            Path der = module.getValue().resolve(module.getKey() + "-dac.der");
            assertThat(Files.size(der)).as(module.getKey()).isLessThanOrEqualTo(LONGEST_DAC);
            verify.add(der.toString());
        }
        Commands.Result verified = run(verify.toArray(String[]::new));
        assertThat(verified.exit()).as(verified.output()).isZero();
        assertThat(verified.output()
                        .lines()
                        .filter(line -> line.endsWith(": OK"))
                        .count())
                .isEqualTo(MODULES);

        byte[] forged = Files.readAllBytes(Path.of(verify.get(verify.size() - 1)));
        forged[forged.length - 1] ^= 1;
        Files.write(folder.resolve("forged.der"), forged);
        verify.set(verify.size() - 1, "forged.der");
        assertThat(run(verify.toArray(String[]::new)).exit())
                .as("a forged DAC among them")
                .isNotZero();
    }

    private interface Damage {
        void to(Path delivery) throws IOException;
    }

    private void bothRefuse(String what, Path key, Damage damage) throws IOException {
        Path damaged = folder.resolve("damaged");
        DurableFiles.deleteTree(damaged);
        Files.createDirectory(damaged);
        for (String name : Workplace.tree(delivery).keySet()) {
            Files.createDirectories(damaged.resolve(name).getParent());
            Files.copy(delivery.resolve(name), damaged.resolve(name));
        }
        damage.to(damaged);
        Commands.Result script = script(damaged, key, "refused");
        assertThat(script.exit()).as("%s: %s", what, script.output()).isEqualTo(1);
        Program.Result open = Program.within(
                "open",
                damaged.toString(),
                "--key",
                key.toString(),
                "--trust",
                keys.resolve("bundle-signer.crt.pem").toString(),
                "--out",
                folder.resolve("refused").toString());
        assertThat(open.exit()).as("%s: %s", what, open).isEqualTo(1);
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    private Commands.Result script(Path of, Path key, String out) throws IOException {
        return Commands.run(
                of,
                "sh",
                "VERIFY.txt",
                keys.resolve("bundle-signer.crt.pem").toString(),
                key.toString(),
                folder.resolve(out).toString());
    }

    private Commands.Result run(String... command) throws IOException {
        return Commands.run(folder, Arrays.asList(command));
    }
}
