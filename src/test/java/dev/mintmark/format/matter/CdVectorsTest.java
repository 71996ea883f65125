package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bouncycastle.util.io.pem.PemReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the declarations of the Matter SDK and the signers' certificates of the CSA. */
class CdVectorsTest {
    private static final VendorId FFF1 = new VendorId(0xFFF1);
    private static final Bytes PAA_FFF1 = Bytes.fromHex("6afd22771f511fecbf1641976710dcdc31a1717e");

    @Test
    void theSdksTestDeclarationsAreReadVerifiedAndWrittenAlike() {
        List<Path> files = list("matter/cd", ".der");
        CdSigner signer = signer(Vectors.path("matter/cd/Chip-Test-CD-Cert.pem"));

        assertThat(files).hasSize(10);
        for (Path file : files) {
            CertificationDeclaration declaration = CertificationDeclarationTest.read(bytes(file));
            assertThat(declaration.verify(List.of(signer))).as(file.toString()).isEmpty();
            assertThat(declaration.isSignedByTestKey()).isTrue();
            assertThat(declaration.isSignedByCsa()).isFalse();
            assertThat(declaration.elements().dacOrigin().isPresent())
                    .isEqualTo(file.toString().contains("WithDACOrigin"));
            assertThat(new String(bytes(file), StandardCharsets.ISO_8859_1))
                    .contains(new String(declaration.elements().encode().toByteArray(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void theSignersOfTheCsaAreReadAndRecognised() {
        List<Path> files = list("matter/cd/production", ".pem");

        assertThat(files).hasSize(5);
        for (Path file : files) {
            assertThat(CdSigner.isCsaKey(signer(file).keyId()))
                    .as(file.toString())
                    .isTrue();
        }
    }

    @Test
    void aDamagedCertificateIsNoSigner() {
        byte[] good = pem(Vectors.path("matter/cd/Chip-Test-CD-Cert.pem"));
        int accepted = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x55;
            try {
                CdSigner.fromCertificate(bad);
                accepted++;
            } catch (IllegalArgumentException expected) {
                // anything else fails the test
            }
        }
        // names, dates, serial number and signature are not looked at
        assertThat(accepted).isLessThan(good.length);
        assertThatThrownBy(() -> CdSigner.fromCertificate(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CdSigner.fromCertificate(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Cases about the declaration only: their certificates are those of FFF1, 8000 and the PAA FFF1. */
    @Test
    void eachCaseOfTheCommissionersTestIsJudgedAsItSays() {
        CdSigner signer = signer(Vectors.path("matter/cd/Chip-Test-CD-Cert.pem"));
        int cases = 0;
        for (JsonNode node : JsonMapper.shared().readTree(Vectors.text("matter/commissioner_dut/expected.json"))) {
            String name = node.get("name").asString();
            if (!name.startsWith("struct_cd_")) {
                continue;
            }
            cases++;
            List<String> findings = findings(name, node.get("basic_info_pid").asInt(), signer);
            if (node.get("is_success_case").asBoolean()) {
                assertThat(findings).as(name).isEmpty();
            } else {
                assertThat(findings).as(name).isNotEmpty();
            }
        }
        assertThat(cases).isEqualTo(29);
    }

    private static List<String> findings(String name, int basicInfoProduct, CdSigner signer) {
        CertificationDeclaration.Reading reading =
                CertificationDeclaration.read(Vectors.bytes("matter/commissioner_dut/" + name + "/cd.der"));
        if (reading instanceof CertificationDeclaration.Refused refused) {
            return List.of(refused.finding().toString());
        }
        CertificationDeclaration declaration = ((CertificationDeclaration.Read) reading).declaration();
        // this case alone has certificates of another vendor: its declaration names them as origin
        boolean origin = name.equals("struct_cd_origin_pid_vid_correct");
        VendorId vendor = origin ? new VendorId(0xFFF2) : FFF1;
        ProductId product = new ProductId(origin ? 0x8001 : 0x8000);
        CdUse use = new CdUse(
                FFF1,
                new ProductId(basicInfoProduct),
                OptionalLong.empty(),
                vendor,
                product,
                vendor,
                Optional.of(product),
                PAA_FFF1,
                false);
        List<String> findings = new ArrayList<>();
        declaration.verify(List.of(signer)).ifPresent(f -> findings.add(f.toString()));
        declaration.check(use).forEach(f -> findings.add(f.toString()));
        return findings;
    }

    private static List<Path> list(String folder, String end) {
        try (Stream<Path> files = Files.list(Vectors.path(folder))) {
            return files.filter(f -> f.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CdSigner signer(Path file) {
        return CdSigner.fromCertificate(pem(file));
    }

    private static byte[] pem(Path file) {
        try (PemReader reader = new PemReader(new StringReader(Files.readString(file)))) {
            return reader.readPemObject().getContent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
