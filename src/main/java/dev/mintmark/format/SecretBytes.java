package dev.mintmark.format;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not leave memory: no text form, compared in constant time, wiped on close. All access goes through
 * {@link #expose()}, so that one search lists it.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] value;
    private boolean closed;

    private SecretBytes(byte[] value) {
        this.value = value;
    }

    /** Copies {@code value}; the caller wipes its own array. */
    public static SecretBytes copyOf(byte[] value) {
        return new SecretBytes(value.clone());
    }

    /** Takes {@code value} over without a copy: it is wiped when this is closed. */
    public static SecretBytes wrap(byte[] value) {
        return new SecretBytes(value);
    }

    public int size() {
        return value.length;
    }

    /**
     * The bytes themselves, not a copy: neither kept nor changed by the caller.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public byte[] expose() {
        if (closed) {
            throw new IllegalStateException("secret already wiped");
        }
        return value;
    }

    /** Overwrites the bytes with zeros. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && !closed && !that.closed && MessageDigest.isEqual(value, that.value);
    }

    /** Constant: a hash of the content would be a text form. */
    @Override
    public int hashCode() {
        return SecretBytes.class.hashCode();
    }

    @Override
    public String toString() {
        return "secret";
    }
}
