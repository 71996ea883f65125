package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Identity;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.CheckpointSigner;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.input.FaultException;
import dev.mintmark.site.SigningFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogSignerTest {
    private static final byte[] NOTE = "note\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path home;

    private TestKeys keys;

    @BeforeEach
    void testKeys() throws Exception {
        keys = TestKeys.createOrRead(home.resolve("keys"), Identity.today(), new SecureRandom());
    }

    @Test
    void theTestSignerSignsWhatItsCertificateVerifies() throws Exception {
        CheckpointSigner signer = LogSigner.of(keys.logSigner()).named("mintmark.test/log");
        Checkpoint checkpoint = Checkpoint.sign(0, MerkleHash.EMPTY, List.of(), signer);

        assertThat(checkpoint.isSignedBy(LogSigner.verifierKey(keys.logSigner().certificate(), "mintmark.test/log")))
                .isTrue();
        assertThat(Bytes.of(signer.sign(NOTE))).isEqualTo(Bytes.of(signer.sign(NOTE)));
        // by the JDK's own Ed25519
        Signature jdk = Signature.getInstance("Ed25519", "SunEC");
        var certificate = CertificateFile.x509(keys.logSigner().certificate());
        jdk.initVerify(certificate.getPublicKey());
        jdk.update(NOTE);
        assertThat(jdk.verify(signer.sign(NOTE))).isTrue();
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void aKeyOfAnotherAlgorithmIsAFaultThatSaysHowToMakeOne() {
        SigningFiles p256 = keys.bundleSigner();

        assertThatThrownBy(() -> LogSigner.of(p256))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("is not the certificate of an Ed25519 key")
                .hasMessageContaining("openssl genpkey -algorithm ed25519");
        assertThatThrownBy(() -> LogSigner.of(new SigningFiles(keys.logSigner().certificate(), p256.key())))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("is not an Ed25519 key")
                .hasMessageContaining("openssl genpkey -algorithm ed25519");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        TestKeys others = TestKeys.createOrRead(home.resolve("others"), Identity.today(), new SecureRandom());

        assertThatThrownBy(() -> LogSigner.of(new SigningFiles(
                        keys.logSigner().certificate(), others.logSigner().key())))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("is not the certificate of the key in");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(keys.logSigner().key(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> LogSigner.of(keys.logSigner()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("others than its owner can read");
    }
}
