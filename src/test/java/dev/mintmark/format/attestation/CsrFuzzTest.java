package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, there is an answer; and a good request is as good in armour. */
class CsrFuzzTest {
    static Stream<byte[]> seeds() {
        byte[] der = CertificateRequest.create(BigInteger.valueOf(1001));
        CsrWriter good = CsrWriter.good();
        return Stream.of(
                der,
                CsrWriter.ascii(CsrWriter.pem("CERTIFICATE REQUEST", der)),
                CsrWriter.ascii(CsrWriter.pem("NEW CERTIFICATE REQUEST", good.der())),
                good.withAttributes(Tlv.hex("a0023000")).der(),
                good.withVersion(Tlv.hex("020101")).der());
    }

    @MethodSource("seeds")
    @FuzzTest
    void request(byte[] file) throws Exception {
        Effort.isBounded(() -> {
            CsrReading reading = CertificateRequest.read(file);
            if (reading instanceof CsrReading.Good && file[0] == 0x30) {
                assertThat(CertificateRequest.read(CsrWriter.ascii(CsrWriter.pem("CERTIFICATE REQUEST", file))))
                        .isEqualTo(reading);
            } else if (reading instanceof CsrReading.Bad bad) {
                assertThat(bad.detail().chars()).allMatch(c -> c >= ' ' && c <= '~');
            }
        });
    }
}
