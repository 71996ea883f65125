package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.matter.CommissioningFlow;
import dev.mintmark.format.matter.DiscoveryCapability;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.Passcode;
import dev.mintmark.format.matter.PayloadIds;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.label.QrPng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README holds. Its shell lines are run, as they stand and in their order, by {@code .ci/run} in a fresh copy. */
class ReadmeTest {
    private static final Path QR = Path.of("docs", "pictures", "qr.png");
    private static final Pattern COMMAND = Pattern.compile("(?m)^(\\./mintmark|mvn|openssl|sh) ");

    private Page page;

    @BeforeEach
    void read() throws IOException {
        page = Page.read(Path.of("README.md"));
    }

    @Test
    void theTwoCommandsComeFirst() {
        assertThat(page.fences().get(0))
                .isEqualTo(new Page.Fence("sh", "./mintmark run jobs/demo/order.yaml\nmvn verify\n"));
    }

    @Test
    void noCommandStandsWhereItIsNotRun() {
        for (Page.Fence fence : page.fences()) {
            assertThat(COMMAND.matcher(fence.code()).find())
                    .as(fence.code())
                    .isEqualTo(fence.language().equals("sh") && !fence.code().startsWith("mkdir"));
        }
    }

    /** All but {@code mvn verify}, which is a step of its own there: inside itself it would not end. */
    @Test
    void whatCiRunsIsAllOfThem(@TempDir Path folder) throws IOException {
        String extraction = Pattern.compile("(?m)^ +(awk .*README\\.md.*)$")
                .matcher(Files.readString(Path.of(".ci", "run")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replaceFirst(" >.*", "");
        Commands.Result extracted = Commands.run(Path.of("."), "sh", "-ec", extraction);

        assertThat(extracted.output()).isEqualTo(String.join("", page.shell()).replace("mvn verify\n", ""));
        Path script = Files.writeString(folder.resolve("readme.sh"), extracted.output());
        assertThat(Commands.run(folder, "sh", "-n", script.toString())).isEqualTo(new Commands.Result(0, ""));
    }

    /** With {@code -Dmintmark.write-docs=true} the picture is made anew instead. */
    @Test
    void thePictureIsTheCodeThatItsTextNames() throws IOException {
        String payload = new OnboardingPayload(
                        PayloadIds.of(new VendorId(0xFFF1), new ProductId(0x8001)),
                        CommissioningFlow.STANDARD,
                        Set.of(DiscoveryCapability.BLE),
                        new Discriminator(3840),
                        new Passcode(20202021))
                .qrCode();
        if (Boolean.getBoolean("mintmark.write-docs")) {
            Files.write(QR, QrPng.write(payload));
        }

        assertThat(page.prose()).contains("![QR code of the onboarding payload %s](".formatted(payload));
        assertThat(Files.readAllBytes(QR))
                .as("mvn test -Dtest=ReadmeTest -Dmintmark.write-docs=true makes it")
                .isEqualTo(QrPng.write(payload));
    }
}
