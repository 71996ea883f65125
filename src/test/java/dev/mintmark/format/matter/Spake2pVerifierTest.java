package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class Spake2pVerifierTest {
    private static final Bytes SALT = Bytes.of("SPAKE2P Key Salt".getBytes(StandardCharsets.US_ASCII));
    private static final String KNOWN =
            "uWFwqugDNGiEck/po7KHwwMwwqZgN10XuyBajPGuyzUEV/iree4lOrao5GuwnlQ65CJzbeUB49s31EH+"
                    + "NEkg0JVI5MGCQGMMT/SRPFNRODm3wH/MBiehuFc6FJ/NH6Rmzw==";

    @Test
    void knownValuesGiveTheKnownVerifier() {
        SecretBytes verifier = Spake2pVerifier.compute(new Passcode(20202021), SALT, 1000);

        assertThat(base64(verifier)).isEqualTo(KNOWN);
        assertThat(verifier.size()).isEqualTo(Spake2pVerifier.LENGTH);
    }

    @Test
    void manyAtOnceAreAsEachAlone() {
        List<Passcode> passcodes = List.of(new Passcode(1), new Passcode(20202021), new Passcode(99999998));
        List<Bytes> salts = List.of(Bytes.of(new byte[16]), SALT, Bytes.of(new byte[32]));

        List<SecretBytes> all = Spake2pVerifier.computeAll(passcodes, salts, 1000);

        assertThat(all).hasSize(3);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo(Spake2pVerifier.compute(passcodes.get(i), salts.get(i), 1000));
        }
        assertThat(base64(all.get(1))).isEqualTo(KNOWN);
        assertThat(Spake2pVerifier.computeAll(List.of(), List.of(), 1000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"16, 999", "16, 100001", "16, 0", "16, -1", "15, 1000", "33, 1000", "0, 1000"})
    void whatAPolicyForbidsIsRefused(int saltLength, int iterations) {
        Passcode passcode = new Passcode(20202021);
        Bytes salt = Bytes.of(new byte[saltLength]);

        assertThatThrownBy(() -> Spake2pVerifier.compute(passcode, salt, iterations))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spake2pVerifier.computeAll(List.of(passcode), List.of(salt), iterations))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachPasscodeNeedsItsSalt() {
        assertThatThrownBy(() -> Spake2pVerifier.computeAll(List.of(new Passcode(1)), List.of(), 1000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pbkdf2GivesThePublishedVectorOfRfc7914() {
        byte[] derived = Pbkdf2.derive(
                "passwd".getBytes(StandardCharsets.US_ASCII), "salt".getBytes(StandardCharsets.US_ASCII), 1, 64);

        assertThat(Bytes.of(derived).hex())
                .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
    }

    @Test
    void pbkdf2IsThatOfAnotherLibrary() {
        Random random = new Random(13);
        for (int i = 0; i < 300; i++) {
            byte[] password = new byte[i % 4 == 0 ? random.nextInt(65) : 4];
            byte[] salt = new byte[random.nextInt(70)];
            random.nextBytes(password);
            random.nextBytes(salt);
            int iterations = 1 + random.nextInt(50);
            int length = 1 + random.nextInt(100);
            PKCS5S2ParametersGenerator other = new PKCS5S2ParametersGenerator(new SHA256Digest());
            other.init(password, salt, iterations);
            byte[] expected = ((KeyParameter) other.generateDerivedMacParameters(length * 8)).getKey();

            assertThat(Pbkdf2.derive(password, salt, iterations, length)).isEqualTo(expected);
        }
    }

    @Test
    void theVectorsOfTheSdkAreMet() {
        int outsideThePolicy = 0;
        JsonNode rows = JsonMapper.shared().readTree(Vectors.text("matter/spake2p_vectors.json"));
        assertThat(rows.size()).isEqualTo(6);
        for (JsonNode row : rows) {
            int passcode = row.get("passcode").asInt();
            int iterations = row.get("iterations").asInt();
            Bytes salt = row.has("salt_b64")
                    ? Bytes.of(Base64.getDecoder().decode(row.get("salt_b64").asString()))
                    : Bytes.fromHex(row.get("salt_hex").asString());
            String expected = row.get("verifier_b64").asString();

            assertThat(base64(Spake2pVerifier.compute(passcode, salt.toByteArray(), iterations)))
                    .isEqualTo(expected);
            if (row.has("w0s_w1s_hex")) {
                byte[] password = Bytes.fromHex("40e20100").toByteArray();
                assertThat(Bytes.of(Pbkdf2.derive(password, salt.toByteArray(), iterations, 80))
                                .hex())
                        .isEqualTo(row.get("w0s_w1s_hex").asString());
            } else if (row.has("note")) {
                outsideThePolicy++;
                assertThatThrownBy(() -> Spake2pVerifier.compute(new Passcode(passcode), salt, iterations))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(outsideThePolicy).isEqualTo(4);
    }

    @Test
    void theVerifiersOfEspressifsToolAreMet() {
        List<String> rows =
                Vectors.text("mfg-tool/spake2p_vectors.csv").lines().skip(1).toList();
        assertThat(rows).hasSize(23);
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            String[] c = row.split(",");
            Bytes salt = Bytes.of(Base64.getDecoder().decode(c[2]));
            SecretBytes verifier =
                    Spake2pVerifier.compute(new Passcode(Integer.parseInt(c[0])), salt, Integer.parseInt(c[1]));
            if (!base64(verifier).equals(c[3])) {
                wrong.add(row);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String base64(SecretBytes verifier) {
        return Base64.getEncoder().encodeToString(verifier.expose());
    }
}
