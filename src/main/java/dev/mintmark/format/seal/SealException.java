package dev.mintmark.format.seal;

import java.util.Locale;

/** A sealed or signed message, or what should make one, is not to be trusted. The text names no key and no content. */
public final class SealException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Not the CMS message expected: truncated, trailing bytes, another content type. */
        MALFORMED,
        /** Larger than {@link Opening#LARGEST}. */
        TOO_LARGE,
        /** A sound message with an algorithm that mintmark does not accept. */
        UNSUPPORTED,
        /** The key belongs to none of the recipients, or what was sealed for it was altered. */
        NO_RECIPIENT,
        /** The content's authentication tag does not hold. */
        TAMPERED,
        /** Signed by someone else than the signer trusted. */
        OTHER_SIGNER,
        /** Signature and content do not belong together. */
        SIGNATURE_WRONG,
        /** The signer's certificate was not valid at the time of signing. */
        SIGNER_NOT_VALID,
        /** Key and certificate of the signer do not belong together, or are not for ECDSA. */
        SIGNER_UNFIT
    }

    private final Reason reason;

    SealException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    SealException(Reason reason, String detail, Throwable cause) {
        super(reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
