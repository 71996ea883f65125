package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.audit.LogFinding;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.CheckpointSigner;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.keys.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/formats/log.md says: its shell lines are run as they stand, its codes are those there are. */
final class LogPageTest {
    private static final Path PAGE = Path.of("docs", "formats", "log.md");

    @Test
    void opensslVerifiesACheckpointByTheLinesOfThePageAndNoChangedOne(@TempDir Path folder) throws IOException {
        Commands.assumeShellTools();
        TestKeys keys = TestKeys.createOrRead(folder.resolve("keys"), Identity.today(), new SecureRandom());
        CheckpointSigner signer = LogSigner.of(keys.logSigner()).named("mintmark.test/log");
        LogFolder log = new LogFolder(folder);
        for (int size : new int[] {3, 5}) {
            log.extend((first, count) -> Collections.nCopies(count, Bytes.of()), size, "mintmark.test/log", signer);
        }
        Files.copy(keys.logSigner().certificate(), folder.resolve("log-signer.crt.pem"));
        String lines = Page.read(PAGE).shell().get(0);

        Commands.Result verified = Commands.run(folder, "sh", "-ec", lines);
        assertThat(verified.output()).contains("Signature Verified Successfully");
        assertThat(verified.exit()).isZero();

        Path checkpoint = folder.resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n5\n", "\n6\n"));
        assertThat(Commands.run(folder, "sh", "-ec", lines).exit()).isNotZero();
    }

    @Test
    void thePageHasEveryCodeInOrder() throws IOException {
        assertThat(Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|")
                        .matcher(Page.read(PAGE).prose())
                        .results()
                        .map(code -> code.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(LogFinding.Code.values()).map(Enum::name).toList());
    }
}
