package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CdSigner;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SDK's test vectors for commissioners: 80 devices, most with one fault. */
class CommissionerVectorsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** What the ledger knows the vectors' product to be; one case says otherwise. */
    private static final long DEVICE_TYPE = 0x1234;

    @TestFactory
    Stream<DynamicTest> theCheckerAgreesOnAllEighty() {
        JsonNode cases = JsonMapper.shared().readTree(Vectors.text("matter/commissioner_dut/expected.json"));
        assertThat(cases.size()).isEqualTo(80);
        List<AttestationCertificate> paas = Stream.of("FFF1", "NoVID")
                .map(name -> Vectors.bytes("matter/attestation/Chip-Test-PAA-" + name + "-Cert.pem"))
                .map(AttestationCertificate::parse)
                .toList();
        AttestationCertificate signer = AttestationCertificate.parse(Vectors.bytes("matter/cd/Chip-Test-CD-Cert.pem"));
        CdSigner cdSigner = CdSigner.fromCertificate(signer.der().toByteArray());
        return StreamSupport.stream(cases.spliterator(), false)
                .map(each -> DynamicTest.dynamicTest(each.get("name").asString(), () -> {
                    List<LintFinding> findings = AttestationChecker.check(evidence(each, paas, cdSigner), NOW);
                    assertThat(findings.isEmpty())
                            .as("%s: %s", each.get("description").asString(), findings)
                            .isEqualTo(each.get("is_success_case").asBoolean());
                    if (each.get("name").asString().matches("struct_(cd|dac)_.*")) {
                        String place = each.get("name").asString().split("_")[1].toUpperCase(Locale.ROOT);
                        assertThat(findings).allSatisfy(finding -> assertThat(finding.text())
                                .matches("(" + place + "|PAA|CD): .*"));
                    }
                }));
    }

    private static AttestationEvidence evidence(JsonNode each, List<AttestationCertificate> paas, CdSigner cdSigner) {
        String folder = "matter/commissioner_dut/" + each.get("name").asString() + "/";
        return new AttestationEvidence(
                Bytes.of(Vectors.bytes(folder + "dac-Cert.der")),
                Bytes.of(Vectors.bytes(folder + "pai-Cert.der")),
                paas,
                Bytes.of(Vectors.bytes(folder + "cd.der")),
                List.of(cdSigner),
                new VendorId(0xFFF1),
                new ProductId(each.get("basic_info_pid").asInt()),
                OptionalLong.of(DEVICE_TYPE),
                false);
    }
}
