package dev.mintmark.format.seal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.Identity;
import dev.mintmark.format.SecretBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A sealed message is opened, or refused by one kind of exception. */
class SealedFuzzTest {
    private static final Identity EC = Identity.ec("secp256r1");
    private static final Identity RSA = Identity.rsa(3072, BigInteger.valueOf(65537));

    static Stream<byte[]> seeds() throws IOException {
        return Stream.of(seal(List.of(EC)), seal(List.of(RSA, EC)), seal(List.of(RSA)));
    }

    private static byte[] seal(List<Identity> recipients) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        List<RecipientCertificate> certificates = recipients.stream()
                .map(each -> new RecipientCertificate(each.certificate()))
                .toList();
        try (OutputStream out = new Sealing(certificates, new SecureRandom()).to(sealed)) {
            out.write(new byte[100]);
        }
        return sealed.toByteArray();
    }

    @MethodSource("seeds")
    @FuzzTest
    void message(byte[] sealed) throws Exception {
        Effort.isBounded(() -> {
            for (Identity recipient : List.of(EC, RSA)) {
                try (SecretBytes content = Opening.open(new ByteArrayInputStream(sealed), recipient.key())) {
                    content.expose();
                } catch (SealException refused) {
                    refused.reason();
                }
            }
        });
    }
}
