package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.mintmark.format.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QrPngTest {
    private static final String PAYLOAD = "MT:Y.K9042C00KA0648G00";
    private static final String BASE_38 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";

    @Test
    void aPayloadIsAlwaysTheSameFile() {
        assertThat(Bytes.sha256Of(QrPng.write(PAYLOAD)).hex())
                .as("files made earlier must be made again byte for byte")
                .isEqualTo("cd6433269f91cc2b714722e5a3c1f8d93f735f69fa465b230e2d156fcad762f6");
    }

    @Test
    void aPayloadIsOneBitGreyAndVersion2WithItsQuietZone() throws Exception {
        BufferedImage image = image(QrPng.write(PAYLOAD));

        assertThat(image.getWidth()).isEqualTo(198);
        assertThat(image.getHeight()).isEqualTo(198);
        assertThat(image.getColorModel().getPixelSize()).isEqualTo(1);
        for (int i = 0; i < 198; i++) {
            for (int j = 0; j < 24; j++) {
                assertThat(image.getRGB(i, j)
                                & image.getRGB(j, i)
                                & image.getRGB(i, 197 - j)
                                & image.getRGB(197 - j, i))
                        .isEqualTo(0xFFFFFFFF);
            }
        }
        assertThat(image.getRGB(24, 24)).isEqualTo(0xFF000000);
        assertThat(decode(image).getResultMetadata()).containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }

    @Test
    void randomPayloadsAreDecoded() throws Exception {
        Random random = new Random(38);
        for (int run = 0; run < 1_000; run++) {
            String payload = payload(random, 19);
            BufferedImage image = image(QrPng.write(payload));

            assertThat(image.getWidth()).isEqualTo(198);
            assertThat(decode(image).getText()).isEqualTo(payload);
        }
    }

    @Test
    void longerPayloadsTakeALargerVersion() throws Exception {
        Random random = new Random(40);
        for (int length = 20; length < 400; length += 37) {
            String payload = payload(random, length);

            assertThat(decode(image(QrPng.write(payload))).getText()).isEqualTo(payload);
        }
        assertThat(image(QrPng.write(payload(random, 100))).getWidth()).isGreaterThan(198);
        assertThatThrownBy(() -> QrPng.write("0".repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void zbarReadsItToo(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(isOnPath("zbarimg"), "zbarimg is not installed");
        Path file = Files.write(folder.resolve("qr.png"), QrPng.write(PAYLOAD));

        Process zbar = new ProcessBuilder("zbarimg", "--quiet", "--raw", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String read = new String(zbar.getInputStream().readAllBytes()).strip();

        assertThat(zbar.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(read).isEqualTo(PAYLOAD);
    }

    private static boolean isOnPath(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static String payload(Random random, int length) {
        StringBuilder payload = new StringBuilder("MT:");
        for (int i = 0; i < length; i++) {
            payload.append(BASE_38.charAt(random.nextInt(BASE_38.length())));
        }
        return payload.toString();
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** As a pure image: ZXing's search in photographs takes data for a finder pattern in 3 symbols of 1000; zbar reads those too. */
    private static Result decode(BufferedImage image) throws Exception {
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))),
                        Map.of(DecodeHintType.PURE_BARCODE, true));
    }
}
