package dev.mintmark.format.matter;

/**
 * Tells one device from others that wait to be commissioned (Matter Core 5.1.1.5). 0 is as good as any.
 *
 * @param value 0 to 4095
 */
public record Discriminator(int value) {
    /** The greatest discriminator, 12 bits. */
    public static final int MAX = 0xFFF;

    public Discriminator {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("discriminator %d is not within 0 and 4095".formatted(value));
        }
    }

    /** The upper 4 bits: all that a manual pairing code holds (5.1.4.1). */
    public int shortDiscriminator() {
        return value >> 8;
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
