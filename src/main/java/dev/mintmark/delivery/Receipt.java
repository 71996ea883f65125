package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.SealException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A factory's word that a delivery arrived whole: its detached CMS signature over SHA256SUMS, as stock openssl makes it by the
 * line in VERIFY.txt. Judged by that list's hash, so that a delivery which was moved away can still be acknowledged.
 */
public final class Receipt {
    /** Bytes. A signature with one certificate has one or two thousand. */
    public static final int LARGEST = 64 << 10;

    private static final int DIGITAL_SIGNATURE = 0;

    private final Bytes content;
    private final Bytes sumsSha256;

    private Receipt(Bytes content, Bytes sumsSha256) {
        this.content = content;
        this.sumsSha256 = sumsSha256;
    }

    /** What a file turned out to be. */
    public sealed interface Reading permits Read, Refused {}

    /** A receipt for something, by somebody: neither is judged yet. */
    public record Read(Receipt receipt) implements Reading {}

    /** What a receipt turned out to be worth. */
    public sealed interface Judgement permits Good, Refused {}

    /**
     * @param signer SHA-256 of the certificate that made it, 32 bytes
     * @param signedAt when the signer says so
     */
    public record Good(Bytes signer, Instant signedAt) implements Judgement {}

    /** @param reason for a person; names no more of the file than its form */
    public record Refused(ReceiptFault fault, String reason) implements Reading, Judgement {}

    /**
     * @param content a file's, at most {@link #LARGEST} bytes and one more
     */
    public static Reading read(byte[] content) {
        if (content.length > LARGEST) {
            return new Refused(ReceiptFault.NOT_A_RECEIPT, "more than %d bytes".formatted(LARGEST));
        }
        if (isText(content)) {
            return new Refused(ReceiptFault.NOT_A_RECEIPT, "text; sign again with -outform DER");
        }
        Bytes signature = Bytes.of(content);
        try {
            return new Read(new Receipt(signature, DetachedSignature.signedSha256(signature)));
        } catch (SealException e) {
            return refused(e);
        }
    }

    /** Whether a file is text, and no signature in PEM or S/MIME: then it is no receipt, but may be a report. */
    public static boolean isReport(byte[] content) {
        String beginning = new String(content, 0, Math.min(content.length, 80), StandardCharsets.ISO_8859_1);
        return isText(content) && !beginning.startsWith("MIME-Version") && !beginning.startsWith("-----BEGIN");
    }

    private static boolean isText(byte[] content) {
        for (byte each : content) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return content.length > 0 && content[0] != 0x30; // DER begins a SEQUENCE (X.690, 8.9), in ASCII a zero
    }

    public Bytes content() {
        return content;
    }

    /** Which delivery it speaks of: SHA-256 of that one's SHA256SUMS. */
    public Bytes sumsSha256() {
        return sumsSha256;
    }

    /**
     * @param trusted who may sign for the factory; at least one
     */
    public Judgement judge(List<X509Certificate> trusted) {
        Refused last = new Refused(ReceiptFault.SIGNER_UNKNOWN, "nobody may sign for this factory");
        for (X509Certificate signer : trusted) {
            try {
                Instant signedAt = DetachedSignature.verify(sumsSha256, content, signer);
                return maySign(signer)
                        ? new Good(Fingerprint.of(signer), signedAt)
                        : new Refused(
                                ReceiptFault.SIGNER_NOT_VALID,
                                "the certificate is not for signing: its key usage has no digitalSignature");
            } catch (SealException e) {
                Refused refused = refused(e);
                if (refused.fault() != ReceiptFault.SIGNER_UNKNOWN) {
                    return refused;
                }
                last = refused;
            }
        }
        return last;
    }

    /** RFC 5280 4.2.1.3: a certificate that restricts its key's usage must allow signing. */
    private static boolean maySign(X509Certificate signer) {
        boolean[] usage = signer.getKeyUsage();
        return usage == null || usage[DIGITAL_SIGNATURE];
    }

    private static Refused refused(SealException e) {
        ReceiptFault fault =
                switch (e.reason()) {
                    case UNSUPPORTED -> ReceiptFault.RECEIPT_UNSUPPORTED;
                    case OTHER_SIGNER -> ReceiptFault.SIGNER_UNKNOWN;
                    case SIGNATURE_WRONG -> ReceiptFault.SIGNATURE_WRONG;
                    case SIGNER_NOT_VALID -> ReceiptFault.SIGNER_NOT_VALID;
                    default -> ReceiptFault.NOT_A_RECEIPT;
                };
        return new Refused(fault, e.getMessage());
    }
}
