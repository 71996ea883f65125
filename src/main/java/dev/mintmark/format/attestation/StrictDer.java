package dev.mintmark.format.attestation;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * DER from outside. Bouncy Castle also reads BER, recurses as deep as the input likes, and reports what it dislikes by
 * exceptions of many kinds; here every length is checked first, and what is returned encodes to the very bytes that came in.
 * So a part of it, encoded as DL, is the slice of the input that a signature covers.
 */
final class StrictDer {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONSTRUCTED = 0x20;
    private static final int CLASS = 0xC0;
    private static final int LONG_TAG = 0x1F;

    /** A certificate with general names inside extensions has 9; anything deeper is hostile. */
    private static final int DEEPEST = 16;

    enum Trouble {
        TRUNCATED,
        TRAILING_BYTES,
        MALFORMED
    }

    /** What is wrong with the bytes, never the bytes. */
    static final class DerException extends Exception {
        private static final long serialVersionUID = 1;

        private final Trouble trouble;

        DerException(Trouble trouble, String what) {
            super(what);
            this.trouble = trouble;
        }

        Trouble trouble() {
            return trouble;
        }
    }

    private StrictDer() {}

    /** Reads exactly one SEQUENCE that fills {@code der}. */
    static ASN1Sequence sequence(byte[] der) throws DerException {
        if (der.length < 2 || (der[0] & 0xFF) != SEQUENCE) {
            throw malformed("does not start with a SEQUENCE");
        }
        int end = element(der, 0, der.length, 0);
        if (end < der.length) {
            throw new DerException(Trouble.TRAILING_BYTES, "%d bytes after the end".formatted(der.length - end));
        }
        try {
            ASN1Primitive parsed = ASN1Primitive.fromByteArray(der);
            if (!Arrays.equals(parsed.getEncoded(ASN1Encoding.DL), der)) {
                throw malformed("not in distinguished encoding");
            }
            return ASN1Sequence.getInstance(parsed);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle throws IllegalArgumentException, IllegalStateException, ClassCastException and more on bad
            // input
            throw malformed("not in distinguished encoding");
        }
    }

    /** The bytes that {@code part} of a structure read here had in the input. */
    static byte[] slice(ASN1Encodable part) {
        try {
            return part.toASN1Primitive().getEncoded(ASN1Encoding.DL);
        } catch (IOException e) {
            throw new IllegalStateException("what was read from memory can be written to memory", e);
        }
    }

    /** Checks the element at {@code start} and all below it; returns the index after it. */
    private static int element(byte[] der, int start, int limit, int depth) throws DerException {
        if (depth > DEEPEST) {
            throw malformed("nested deeper than %d".formatted(DEEPEST));
        }
        int tag = der[start] & 0xFF;
        if ((tag & LONG_TAG) == LONG_TAG) {
            throw malformed("a tag of more than one byte");
        }
        boolean constructed = (tag & CONSTRUCTED) != 0;
        if ((tag & CLASS) == 0 && constructed != (tag == SEQUENCE || tag == SET)) {
            throw malformed("a universal type that is wrongly constructed or primitive");
        }
        int content = contentStart(der, start + 1, limit);
        int end = content + length(der, start + 1);
        if (end > limit || end < content) {
            throw new DerException(
                    depth == 0 ? Trouble.TRUNCATED : Trouble.MALFORMED,
                    "a length reaches beyond the end of what holds it");
        }
        for (int at = content; constructed && at < end; ) {
            at = element(der, at, end, depth + 1);
        }
        return end;
    }

    /** Where the content begins, given that the length octets begin at {@code at}; checks that they are the shortest. */
    private static int contentStart(byte[] der, int at, int limit) throws DerException {
        if (at >= limit) {
            throw new DerException(Trouble.TRUNCATED, "ends within a tag");
        }
        int first = der[at] & 0xFF;
        if (first < 0x80) {
            return at + 1;
        }
        int octets = first - 0x80;
        if (octets == 0) {
            throw malformed("an indefinite length");
        }
        if (octets > 4 || octets == 4 && at + 1 < limit && der[at + 1] < 0) {
            throw new DerException(Trouble.TRUNCATED, "a length beyond 2 GiB");
        }
        if (at + octets >= limit) {
            throw new DerException(Trouble.TRUNCATED, "ends within a length");
        }
        if (der[at + 1] == 0 || octets == 1 && (der[at + 1] & 0xFF) < 0x80) {
            throw malformed("a length that is not the shortest");
        }
        return at + 1 + octets;
    }

    private static int length(byte[] der, int at) {
        int first = der[at] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 1; i <= first - 0x80; i++) {
            length = length << 8 | der[at + i] & 0xFF;
        }
        return length;
    }

    private static DerException malformed(String what) {
        return new DerException(Trouble.MALFORMED, what);
    }
}
