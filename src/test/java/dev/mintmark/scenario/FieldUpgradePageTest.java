package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for the device cloud, with stock openssl in the cloud's place. */
class FieldUpgradePageTest {
    private static final String DEVICE = "7cdfa1000001";

    @TempDir
    Path folder;

    @BeforeAll
    static void tools() {
        Commands.assumeShellTools();
    }

    private String run(String script) throws Exception {
        Commands.Result result = Commands.run(folder, "sh", "-ec", script);
        assertThat(result.exit()).as(script + result.output()).isZero();
        return result.output();
    }

    @Test
    void itsLinesWorkFromTheKeysToADevicesCertificate() throws Exception {
        Iterator<String> page = Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(Files.readString(Path.of("docs", "field-upgrade.md")))
                .results()
                .map((MatchResult each) -> each.group(1))
                .iterator();
        Workplace place = new Workplace(folder);
        run(page.next());
        Files.writeString(
                folder.resolve("site.yaml"),
                "factories:\n  cloud:\n    recipients: [cloud.crt.pem]\n    submission-signers: [cloud-signer.crt.pem]\n");
        Path order = place.order("FU-2001", 1, "kind: field-upgrade", "modules: [%s]".formatted(DEVICE));
        Files.writeString(order, Files.readString(order).replace("factory: test", "factory: cloud"));
        Files.write(folder.resolve("part1.ndjson"), List.of(Cloud.line(DEVICE, 1, 0)));

        run(page.next());
        Files.move(
                folder.resolve("part1.ndjson.p7m"),
                place.inbox("FU-2001").resolve("part1.ndjson.p7m"),
                StandardCopyOption.ATOMIC_MOVE);
        Program.Result made = place.within(
                "run", order.toString(), "--site", folder.resolve("site.yaml").toString());

        assertThat(made.exit()).as(made.toString()).isZero();
        run("cd home/FU-2001/deliveries/0001 && sh VERIFY.txt ../../../test-keys/bundle-signer.crt.pem"
                + " ../../../../cloud.key.pem ../../../../opened");
        assertThat(run(page.next())).contains("37244.2.1 = FFF1");
        assertThat(page.hasNext()).isFalse();
    }
}
