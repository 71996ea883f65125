package dev.mintmark.delivery;

import dev.mintmark.format.seal.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code VERIFY.txt}: how a factory opens a delivery with none of our software. Only words that are safe in a shell are put
 * into it, and only into its comment: the script is the same in every delivery.
 */
final class Instructions {
    private static final String TEXT = read();

    private Instructions() {}

    static byte[] render(Bundle bundle) {
        return TEXT.replace("${order}", bundle.order().value())
                .replace("${delivery}", Integer.toString(bundle.delivery()))
                .replace("${number}", "%04d".formatted(bundle.delivery()))
                .replace("${lots}", Integer.toString(bundle.lots().size()))
                .replace("${modules}", Long.toString(bundle.modules()))
                .replace("${signer}", Fingerprint.withColons(bundle.signer()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String read() {
        try (InputStream in = Instructions.class.getResourceAsStream(DeliveryFile.INSTRUCTIONS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
