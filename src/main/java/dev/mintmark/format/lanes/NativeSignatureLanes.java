package dev.mintmark.format.lanes;

import java.nio.ByteBuffer;

/**
 * Says of eight ECDSA signatures at a time, P-256 with SHA-256, which are surely right, in the {@link NativeLibrary}. Safe for several
 * threads.
 */
public final class NativeSignatureLanes {
    /** Signatures looked at together. */
    public static final int SIGNATURES = 8;

    /** Of each: the message's SHA-256, r, s, and the key's X and Y, 32 bytes each, big endian. */
    public static final int BYTES = 5 * NativeComb.LENGTH;

    private final NativeComb generator;

    /**
     * @param generator multiplies G
     */
    public NativeSignatureLanes(NativeComb generator) {
        this.generator = generator;
    }

    /** Whether there is a library and the processor has what this takes. */
    public static boolean isPresent() {
        return NativeLibrary.isLoaded() && isInProcessor();
    }

    /**
     * The signatures that are surely right, a bit for each from the lowest. Of another nothing is said: few are right all the same, and
     * none whose r or s is zero is to be asked about.
     *
     * @param signatures {@value #SIGNATURES} times {@value #BYTES} bytes; each key on the curve, or zeros, r and s from 1 to n-1
     * @throws IllegalArgumentException if there are more or fewer bytes
     */
    public int signedOnes(byte[] signatures) {
        if (signatures.length != SIGNATURES * BYTES) {
            throw new IllegalArgumentException("eight signatures, with hash and key");
        }
        return signedOnes(generator.table(), signatures);
    }

    /** Whether the library has the functions below: given nothing, they do nothing. */
    static boolean answers() {
        // its answer depends on the processor
        isInProcessor();
        return signedOnes(null, null) == 0;
    }

    private static native boolean isInProcessor();

    /** Checks lengths again; none also if it therefore did nothing. */
    private static native int signedOnes(ByteBuffer table, byte[] signatures);
}
