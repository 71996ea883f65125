package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Schemas;
import dev.mintmark.format.nvs.NvsCipher;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.format.nvs.NvsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    private Spoken inspect(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Spoken.by(all);
    }

    @Test
    void aFileIsShownAsTextAndAsJson() throws IOException {
        String file = Files.writeString(folder.resolve("code"), "MT:Y.K9042C00KA0648G00\n")
                .toString();

        Spoken text = inspect(file);
        assertThat(text.exit()).isZero();
        assertThat(text.out()).startsWith(file + " is text of a QR code").contains("  passcode: 20202021");
        Spoken json = inspect(file, "--json");
        assertThat(json.exit()).isZero();
        assertThat(json.out()).contains("\"kind\" : \"onboarding-payload\"", "\"passcode\" : 20202021");
        assertThat(Schemas.complaints("inspection", json.out())).isEmpty();
    }

    @Test
    void anEncryptedImageTakesItsKeys() throws IOException {
        byte[] both = new byte[NvsKeys.LENGTH];
        new Random(3).nextBytes(both);
        byte[] plain = new NvsWriter(0x3000)
                .namespace("own")
                .string("motto", "\u001B[31mred\nand more")
                .toImage();
        Path image;
        Path partition;
        try (NvsKeys keys = NvsKeys.of(both)) {
            image = Files.write(folder.resolve("image"), NvsCipher.encrypt(plain, keys));
            partition = Files.write(folder.resolve("keys"), keys.toPartition());
        }

        Spoken without = inspect(image.toString());
        assertThat(without.exit()).isEqualTo(5);
        assertThat(without.out()).contains("problem: ", "--keys FILE");
        Spoken with = inspect(image.toString(), "--keys", partition.toString());
        assertThat(with.exit()).isZero();
        assertThat(with.out()).contains("motto: type string, value \\u001B[31mred\\u000Aand more");
        Spoken wrong = inspect(
                image.toString(),
                "--keys",
                Files.write(folder.resolve("short"), new byte[5]).toString());
        assertThat(wrong.exit()).isEqualTo(2);
    }

    @Test
    void whatIsNoFileOfTheTradeIsSaidSo() throws IOException {
        assertThat(inspect(folder.toString()).exit()).isEqualTo(2);
        assertThat(inspect(folder.resolve("nothing").toString()).exit()).isEqualTo(2);
        Spoken other = inspect(
                Files.writeString(folder.resolve("letter"), "Dear all\n").toString());
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("is no file that mintmark or Espressif's tools make");
    }
}
