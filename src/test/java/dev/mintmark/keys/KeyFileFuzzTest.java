package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.Identity;
import dev.mintmark.MalformedKey;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.input.FaultException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A file named as a key or a certificate is read, or is a fault. Its seeds are made anew each time: no key is kept. */
class KeyFileFuzzTest {
    private static final Identity OWNER = Identity.ec("secp256r1");
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private Path folder;

    private Path file;

    static Stream<byte[]> seeds() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", OWNER.key(), PASSWORD, new Certificate[] {OWNER.certificate()});
        ByteArrayOutputStream pkcs12 = new ByteArrayOutputStream();
        store.store(pkcs12, PASSWORD);
        return Stream.of(
                Pem.privateKey(OWNER.key().getEncoded()),
                Pem.certificate(OWNER.certificate().getEncoded()),
                OWNER.certificate().getEncoded(),
                MalformedKey.certificate(MalformedKey.UNKNOWN),
                MalformedKey.certificate(EdECObjectIdentifiers.id_Ed25519),
                pkcs12.toByteArray());
    }

    @BeforeEach
    void owned() throws Exception {
        file = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) throws Exception {
        Files.write(file, content);
        Effort.isBounded(() -> {
            isReadOrAFault(() -> KeyFile.read(file, Optional.of(PASSWORD.clone()), "hint"));
            isReadOrAFault(() -> KeyFile.read(file));
            isReadOrAFault(() -> CertificateFile.attestation(file));
            isReadOrAFault(() -> LogSigner.verifierKey(file, "log"));
            isReadOrAFault(() -> RecipientCertificate.reasonsAgainst(CertificateFile.x509(file), Instant.EPOCH));
        });
    }

    private void isReadOrAFault(Effort.Attempt reading) throws Exception {
        try {
            reading.run();
        } catch (FaultException refused) {
            assertThat(refused.faults())
                    .allSatisfy(fault -> assertThat(fault.where()).isEqualTo(file.toString()));
        }
    }
}
