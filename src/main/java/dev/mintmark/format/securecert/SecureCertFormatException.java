package dev.mintmark.format.securecert;

/** An image that is damaged or none. Names the offset, never a value. */
public final class SecureCertFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecureCertFormatException(int offset, String what) {
        super("secure-cert image, offset 0x%x: %s".formatted(offset, what));
    }
}
