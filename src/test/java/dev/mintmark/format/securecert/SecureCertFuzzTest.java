package dev.mintmark.format.securecert;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.EspCrc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** An image is refused by one kind of exception, or is what our writer writes again; each input also with its CRCs made right. */
class SecureCertFuzzTest {
    static Stream<byte[]> seeds() {
        List<SecureCertTlv> tlvs = List.of(
                SecureCertTlv.of(SecureCertType.KEY_SALT, Bytes.of(new byte[32])),
                SecureCertTlv.keyMarker(KeyUse.DERIVED),
                SecureCertTlv.of(SecureCertType.MATTER_1, 1, Bytes.of(new byte[97])));
        return Stream.of(
                SecureCertImage.hashed(tlvs).toBytes(),
                SecureCertImage.fragments(tlvs).toBytes(),
                new SecureCertImage(tlvs, false, true, 1024).toBytes());
    }

    @MethodSource("seeds")
    @FuzzTest
    void image(byte[] bytes) throws Exception {
        Effort.isBounded(() -> {
            read(bytes);
            read(withCrcs(bytes));
        });
    }

    private static void read(byte[] image) {
        SecureCertImage read;
        try {
            read = SecureCertReader.read(image);
        } catch (SecureCertFormatException refused) {
            return;
        }
        assertThat(read.toBytes()).isEqualTo(image);
    }

    private static byte[] withCrcs(byte[] bytes) {
        byte[] image = bytes.clone();
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + TlvField.HEADER <= image.length && buffer.getInt(at) == TlvField.MAGIC_NUMBER) {
            int covered = TlvField.HEADER
                    + TlvField.padded(Short.toUnsignedInt(buffer.getShort(at + TlvField.LENGTH.offset)));
            if (at + covered + TlvField.FOOTER > image.length) {
                break;
            }
            buffer.putInt(at + covered, EspCrc.of(image, at, covered));
            at += covered + TlvField.FOOTER;
        }
        return image;
    }
}
