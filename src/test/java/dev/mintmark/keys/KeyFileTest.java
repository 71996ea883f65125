package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mintmark.Identity;
import dev.mintmark.input.Fault;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileTest {
    private static final Identity OWNER = Identity.ec("secp256r1");
    private static final Identity OTHER = Identity.ec("secp256r1");
    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final String CANARY = "Q0FOQVJZ";

    @TempDir
    private Path folder;

    private Path write(byte[] content) throws IOException {
        Path file = folder.resolve("key");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content);
    }

    private Path write(String content) throws IOException {
        return write(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString();
    }

    private static String encrypted() throws Exception {
        OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setRandom(new SecureRandom())
                .setPassword(PASSWORD)
                .build();
        return pem(new JcaPKCS8Generator(OWNER.key(), encryptor));
    }

    private static Optional<char[]> password(String text) {
        return Optional.of(text.toCharArray());
    }

    private static void assertOwners(PrivateKey key) {
        assertThat(((ECPrivateKey) key).getS()).isEqualTo(((ECPrivateKey) OWNER.key()).getS());
    }

    private static Fault refused(Path file, Optional<char[]> password) {
        FaultException refused = catchThrowableOfType(FaultException.class, () -> KeyFile.read(file, password, "HINT"));
        assertThat(refused.faults()).hasSize(1);
        assertThat(refused.faults().get(0).where()).isEqualTo(file.toString());
        return refused.faults().get(0);
    }

    @Test
    void aPasswordIsWipedWhetherItOpensOrNot() throws Exception {
        Path file = write(encrypted());
        for (char[] secret : new char[][] {PASSWORD.clone(), "wrong".toCharArray()}) {
            try {
                KeyFile.read(file, Optional.of(secret), "");
            } catch (FaultException e) {
                assertThat(e).hasMessageContaining("does not open");
            }
            assertThat(secret).containsOnly('\0');
        }
    }

    @Test
    void whereNoPasswordCanBeNamedTheHintSaysSo() throws Exception {
        Path file = write(encrypted());

        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessageContaining("this key file needs a password")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt")
                .hasMessageNotContaining("password-file");
    }

    @Test
    void pkcs8AsOpensslGenpkeyWritesIt() throws Exception {
        assertOwners(KeyFile.read(write(pem(new JcaPKCS8Generator(OWNER.key(), null)))));
    }

    @Test
    void sec1AsOpensslEcparamWritesIt() throws Exception {
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        ASN1Encodable sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(
                256, ((ECPrivateKey) OWNER.key()).getS(), SECObjectIdentifiers.secp256r1);
        String key = pem(new PemObject("EC PRIVATE KEY", sec1.toASN1Primitive().getEncoded()));

        assertOwners(KeyFile.read(write(key)));
        assertOwners(KeyFile.read(write(parameters + key)));
    }

    @Test
    void aCertificateBeforeTheKeyIsPassedOver() throws Exception {
        String both = pem(OWNER.certificate()) + pem(new JcaPKCS8Generator(OWNER.key(), null));

        assertOwners(KeyFile.read(write(both)));
    }

    @Test
    void encryptedPemNeedsItsPassword() throws Exception {
        Path file = write(encrypted());

        assertOwners(KeyFile.read(file, Optional.of(PASSWORD.clone()), ""));
        assertThat(refused(file, Optional.empty()).what()).isEqualTo("this key file needs a password");
        assertThat(refused(file, Optional.empty()).hint()).isEqualTo("HINT");
        assertThat(refused(file, password("wrong")).what()).isEqualTo("the password does not open this key file");
        assertThat(refused(file, password("")).what()).isEqualTo("the password does not open this key file");
    }

    private Path pkcs12(Identity... identities) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < identities.length; i++) {
            Certificate[] chain = {identities[i].certificate()};
            store.setKeyEntry("key" + i, identities[i].key(), PASSWORD, chain);
        }
        store.setCertificateEntry("trusted", OTHER.certificate());
        Path file = write(new byte[0]);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    @Test
    void pkcs12NeedsItsPassword() throws Exception {
        Path file = pkcs12(OWNER);

        assertOwners(KeyFile.read(file, Optional.of(PASSWORD.clone()), ""));
        assertThat(refused(file, Optional.empty()).what()).isEqualTo("this key file needs a password");
        assertThat(refused(file, password("wrong")).what()).isEqualTo("the password does not open this key file");
    }

    @Test
    void pkcs12HoldsExactlyOneKey() throws Exception {
        assertThat(refused(pkcs12(), Optional.of(PASSWORD.clone())).what()).isEqualTo("holds 0 private keys");
        assertThat(refused(pkcs12(OWNER, OTHER), Optional.of(PASSWORD.clone())).what())
                .isEqualTo("holds 2 private keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-"})
    void aFileOpenToOthersIsRefusedBeforeItIsRead(String mode) throws Exception {
        Path file = write(pem(new JcaPKCS8Generator(OWNER.key(), null)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThat(refused(file, Optional.empty()))
                .isEqualTo(new Fault(
                        file.toString(),
                        "others than its owner can read or change this key file",
                        "chmod 600 " + file));
    }

    @Test
    void aFileThatIsNotThereOrIsAFolderIsRefused() throws Exception {
        assertThat(refused(folder.resolve("none"), Optional.empty()).what()).isEqualTo("no such key file");
        assertThat(refused(folder, Optional.empty()).what()).isEqualTo("no such key file");
    }

    @Test
    void aLargeFileIsRefusedUnread() throws Exception {
        byte[] large = new byte[(64 << 10) + 1];
        Arrays.fill(large, (byte) '\n');

        assertThat(refused(write(large), Optional.empty()).what()).isEqualTo("too large for a key file");
    }

    /** Somebody may well name the wrong file, and its content be a secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CANARY,
                "-----BEGIN " + CANARY,
                "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n",
                "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n!" + CANARY + "!\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\n" + CANARY + "\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAMCAQE=\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + CANARY + "\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAMCAQE=\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN PASSWORD-----\n" + CANARY + "\n-----END PASSWORD-----\n"
            })
    void garbageIsRefusedWithoutShowingIt(String content) throws Exception {
        Path file = write(content);

        assertThatThrownBy(() -> KeyFile.read(file, Optional.of(PASSWORD.clone()), ""))
                .isInstanceOf(FaultException.class)
                .hasNoCause()
                .hasMessageNotContaining(CANARY)
                .hasMessageContaining(file.toString());
    }

    /** Whatever a flipped bit makes of it, a fault is told or a key is read. */
    @Test
    void noFlippedBitOfItsHeadGetsFurther() throws Exception {
        int read = 0;
        for (int bit = 0; bit < 36 * 8; bit++) {
            byte[] der = OWNER.key().getEncoded();
            der[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = write("-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getEncoder().encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n");
            try {
                KeyFile.read(file);
                read++;
            } catch (FaultException refused) {
                assertThat(refused.faults()).hasSize(1);
            }
        }

        assertThat(read).isLessThan(36 * 8 / 2);
    }
}
