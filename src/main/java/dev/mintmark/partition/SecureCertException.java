package dev.mintmark.partition;

/** A secure-cert image that is damaged or not what mintmark writes. Names the TLV, or the place in the image, never a value. */
public final class SecureCertException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecureCertException(String what) {
        super(what);
    }

    SecureCertException(String what, Throwable cause) {
        super(what, cause);
    }
}
