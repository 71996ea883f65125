package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates of others: those in production must pass, deviations and all. */
class ProfileVectorsTest {
    @Test
    void allFortyProductionPaasPass() throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(Vectors.path("matter/production-paa"))) {
            files = listing.sorted().toList();
        }
        assertThat(files).hasSize(40).allSatisfy(file -> {
            AttestationCertificate paa = AttestationCertificate.parse(Files.readAllBytes(file));
            assertThat(ProfileLinter.lint(Role.PAA, paa)).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"Chip-Development-PAA", "Chip-Test-PAA-FFF1", "Chip-Test-PAA-NoVID"})
    void theSdksPaasPass(String name) {
        assertThat(ProfileLinter.lint(Role.PAA, certificate(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Chip-Test-PAI-FFF1-8000, Chip-Test-PAA-FFF1, FFF1, 8000",
        "Chip-Test-PAI-FFF2-8001, Chip-Test-PAA-NoVID, FFF2, 8001",
        "Chip-Test-PAI-FFF2-NoPID, Chip-Test-PAA-NoVID, FFF2,",
        "Chip-Test-PAI-FFF2-NoPID-FB, Chip-Test-PAA-NoVID, FFF2,",
    })
    void theSdksPaisPassAndTellVendorAndProduct(String name, String issuer, String vendor, String product) {
        AttestationCertificate pai = certificate(name);

        assertThat(ProfileLinter.lint(Role.PAI, pai, certificate(issuer))).isEmpty();
        assertThat(pai.subject().vendorId()).contains(VendorId.parse(vendor));
        assertThat(pai.subject().productId())
                .isEqualTo(Optional.ofNullable(product).map(ProductId::parse));
    }

    @Test
    void aPaiUnderAnotherPaaIsFound() {
        assertThat(ProfileLinter.lint(
                        Role.PAI, certificate("Chip-Test-PAI-FFF2-8001"), certificate("Chip-Test-PAA-FFF1")))
                .extracting(LintFinding::code)
                .containsExactly("ISSUER_NAME", "ISSUER_KEY_IDENTIFIER", "SIGNATURE");
    }

    private static AttestationCertificate certificate(String name) {
        return AttestationCertificate.parse(Vectors.bytes("matter/attestation/" + name + "-Cert.pem"));
    }
}
