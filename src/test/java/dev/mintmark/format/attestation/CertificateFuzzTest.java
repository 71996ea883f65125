package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A certificate is refused by one kind of exception, or taken apart and linted without any. */
class CertificateFuzzTest {
    private static final OwnPki OWN = OwnPki.make();

    static Stream<byte[]> seeds() {
        return Stream.of(
                OWN.paa().der().toByteArray(),
                OWN.pai().der().toByteArray(),
                OWN.dac().der().toByteArray(),
                CsrWriter.ascii(CsrWriter.pem("CERTIFICATE", OWN.pai().der().toByteArray())));
    }

    @MethodSource("seeds")
    @FuzzTest
    void certificate(byte[] file) throws Exception {
        Effort.isBounded(() -> {
            AttestationCertificate certificate;
            try {
                certificate = AttestationCertificate.parse(file);
            } catch (IllegalArgumentException refused) {
                return;
            }
            assertThat(AttestationCertificate.parse(certificate.der().toByteArray()))
                    .isEqualTo(certificate);
            for (Role role : Role.values()) {
                assertThat(ProfileLinter.lint(role, certificate)).isNotNull();
            }
            assertThat(ProfileLinter.lint(Role.DAC, certificate, OWN.pai())).isNotNull();
            certificate.isSignedBy(certificate);
        });
    }
}
