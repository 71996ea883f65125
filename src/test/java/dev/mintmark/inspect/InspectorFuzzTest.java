package dev.mintmark.inspect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.nvs.NvsWriter;
import dev.mintmark.label.QrPng;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** No file ends in anything but a description or none. */
class InspectorFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(
                Stream.of(
                                "MT:Y.K9042C00KA0648G00",
                                "3497-011-2332",
                                "qrcode,manualcode,discriminator,passcode\nMT:Y.K9042C00KA0648G00,3497-011-2332,3840,20202021\n",
                                "^XA^FO9,9^BQN,2,6^FH^FDMA,MT:Y.K9042C00KA0648G00_5E^FS^XZ",
                                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                                "origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n",
                                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
                                "{\"schema\":1}")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                        QrPng.write("MT:Y.K9042C00KA0648G00"),
                        CertificateRequest.create(BigInteger.TEN),
                        new byte[] {0x11, (byte) 0xBA, 0x5E, (byte) 0xBA, 0, 0, 0, 0, 1, 0, 1, 0},
                        new NvsWriter(NvsWriter.SMALLEST_WRITABLE)
                                .namespace("chip-factory")
                                .blob("dac-key", new byte[32])
                                .toImage()));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) throws Exception {
        Effort.isBounded(() -> new Inspector(true).inspect(content));
    }
}
