package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mintmark.Identity;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.Fault;
import dev.mintmark.input.FaultException;
import dev.mintmark.site.PasswordSource;
import dev.mintmark.site.SigningFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignerFilesTest {
    private static final Instant TODAY = Identity.today();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private Path key(Identity identity) throws IOException {
        DurableFiles.write(
                folder.resolve("key.pem"), Pem.privateKey(identity.key().getEncoded()), Access.OWNER);
        return folder.resolve("key.pem");
    }

    private Path certificate(String name, Identity identity) {
        return identity.writeCertificate(folder.resolve(name));
    }

    private static List<Fault> refusedRecipients(Instant now, Path... files) {
        return catchThrowableOfType(FaultException.class, () -> SignerFiles.recipients(List.of(files), now))
                .faults();
    }

    @Test
    void aSignerAndItsKeySignTogether() throws IOException {
        Identity signer = Identity.ec("secp256r1");
        SigningFiles files = new SigningFiles(certificate("signer.pem", signer), key(signer));

        assertThat(SignerFiles.signer(files, TODAY, RANDOM).certificate()).isEqualTo(signer.certificate());
    }

    @Test
    void aSignerOutsideItsValidityIsRefused() throws IOException {
        Identity signer = Identity.ec("CN=s", TODAY, TODAY.plus(Duration.ofDays(1)));
        SigningFiles files = new SigningFiles(certificate("signer.pem", signer), key(signer));

        for (Instant never : List.of(TODAY.minusSeconds(1), TODAY.plus(Duration.ofDays(2)))) {
            assertThatThrownBy(() -> SignerFiles.signer(files, never, RANDOM))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("is valid from " + TODAY);
        }
    }

    @Test
    void anotherSignersKeyAndAnRsaSignerAreRefused() throws IOException {
        Identity signer = Identity.ec("secp256r1");
        SigningFiles mixed = new SigningFiles(certificate("signer.pem", signer), key(signer.impostor()));
        assertThatThrownBy(() -> SignerFiles.signer(mixed, TODAY, RANDOM))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("the key is not the certificate's");

        Identity rsa = Identity.rsa(2048, new KeyUsage(KeyUsage.digitalSignature));
        SigningFiles rsaFiles = new SigningFiles(certificate("rsa.pem", rsa), key(rsa));
        assertThatThrownBy(() -> SignerFiles.signer(rsaFiles, TODAY, RANDOM))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("the certificate holds no EC key");
    }

    @Test
    void recipientsKeepTheirOrder() {
        Path first = certificate("a.pem", Identity.ec("secp384r1"));
        Path second = certificate("b.pem", Identity.ec("secp256r1"));

        assertThat(SignerFiles.recipients(List.of(first, second), TODAY))
                .extracting(recipient -> recipient.certificate())
                .containsExactly(CertificateFile.x509(first), CertificateFile.x509(second));
    }

    @Test
    void allThatSpeaksAgainstAnyRecipientIsToldAtOnce() {
        Path good = certificate("good.pem", Identity.ec("secp256r1"));
        Path expired = certificate("expired.pem", Identity.ec("CN=x", TODAY.minusSeconds(9), TODAY.minusSeconds(5)));
        Path signsOnly = certificate("signs.pem", Identity.ec(new KeyUsage(KeyUsage.digitalSignature)));

        assertThat(refusedRecipients(TODAY, good, expired, signsOnly))
                .extracting(fault -> Path.of(fault.where()).getFileName() + " " + fault.what())
                .containsExactly(
                        "expired.pem nothing can be sealed for it: it expired at " + TODAY.minusSeconds(5),
                        "signs.pem nothing can be sealed for it: its key usage lacks keyAgreement");
    }

    @Test
    void passwordsComeFromTheFirstLineOfAFileOrFromTheEnvironment() throws IOException {
        Path file = folder.resolve("password");
        DurableFiles.write(file, "correct hörse\nnot this\n".getBytes(StandardCharsets.UTF_8), Access.OWNER);
        Passwords passwords = new Passwords(Map.of("PAI_PASSWORD", "from outside"));

        assertThat(passwords.of(Optional.of(new PasswordSource.InFile(file))).orElseThrow())
                .isEqualTo("correct hörse".toCharArray());
        assertThat(passwords
                        .of(Optional.of(new PasswordSource.InEnvironment("PAI_PASSWORD")))
                        .orElseThrow())
                .isEqualTo("from outside".toCharArray());
        assertThat(passwords.of(Optional.empty())).isEmpty();
        assertThat(passwords.toString()).doesNotContain("outside");
    }

    @Test
    void aPasswordThatIsNotThereOrOpenToOthersIsRefused() throws IOException {
        Passwords passwords = new Passwords(Map.of());
        Path file = Files.writeString(folder.resolve("password"), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> passwords.of(Optional.of(new PasswordSource.InEnvironment("PAI_PASSWORD"))))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("the environment has no variable PAI_PASSWORD");
        assertThatThrownBy(() -> passwords.of(Optional.of(new PasswordSource.InFile(file))))
                .isInstanceOf(FaultException.class)
                .hasMessageNotContaining("secret");
    }
}
