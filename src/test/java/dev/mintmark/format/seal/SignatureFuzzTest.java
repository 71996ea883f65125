package dev.mintmark.format.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.Identity;
import dev.mintmark.format.Bytes;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A detached signature holds for the content that was signed, or is refused by one kind of exception; never for other content. */
class SignatureFuzzTest {
    private static final Identity SIGNER = Identity.ec("secp256r1");
    private static final byte[] CONTENT = {1, 2, 3};

    static Stream<byte[]> seeds() throws Exception {
        DetachedSigner signer = new DetachedSigner(SIGNER.certificate(), SIGNER.key(), new SecureRandom());
        return Stream.of(
                signer.sign(new ByteArrayInputStream(CONTENT), Instant.now()).toByteArray());
    }

    @MethodSource("seeds")
    @FuzzTest
    void signature(byte[] signature) throws Exception {
        Effort.isBounded(() -> {
            isSignedBy(CONTENT, signature);
            assertThat(isSignedBy(new byte[] {1, 2, 4}, signature)).isFalse();
        });
    }

    private static boolean isSignedBy(byte[] content, byte[] signature) {
        try {
            DetachedSignature.verify(new ByteArrayInputStream(content), Bytes.of(signature), SIGNER.certificate());
            return true;
        } catch (SealException refused) {
            return false;
        }
    }
}
