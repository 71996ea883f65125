package dev.mintmark.evidence;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code VERIFY.txt}: how an auditor checks the evidence with none of our software. The script is the same in each. */
public final class EvidenceInstructions {
    public static final String NAME = "VERIFY.txt";

    private EvidenceInstructions() {}

    /**
     * @param signer SHA-256 of the certificate that signs the evidence, 32 bytes
     */
    public static byte[] render(OrderId order, Bytes signer) {
        try (InputStream in = EvidenceInstructions.class.getResourceAsStream(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${order}", order.value())
                    .replace("${signer}", Fingerprint.withColons(signer))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
