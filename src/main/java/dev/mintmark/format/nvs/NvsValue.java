package dev.mintmark.format.nvs;

import dev.mintmark.format.Bytes;
import java.util.Locale;

/** What a key holds. Strings and blobs may be secret, so their text form shows their length only. */
public sealed interface NvsValue {
    /** For a message or a listing: type, and length or value. */
    String describe();

    /**
     * An integer.
     *
     * @param type an integer type
     * @param value in the range of the type; of {@link NvsType#U64} to be read as unsigned
     */
    record Int(NvsType type, long value) implements NvsValue {
        public Int {
            if (!type.isInteger() || !type.holds(value)) {
                throw new IllegalArgumentException("%d is no %s".formatted(value, type));
            }
        }

        @Override
        public String describe() {
            String digits = type == NvsType.U64 ? Long.toUnsignedString(value) : Long.toString(value);
            return type.name().toLowerCase(Locale.ROOT) + " " + digits;
        }
    }

    /**
     * A string.
     *
     * @param value without the NUL that ends it in the image
     */
    record Text(String value) implements NvsValue {
        @Override
        public String describe() {
            return "string of " + value.length() + " characters";
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * A blob.
     *
     * @param value all chunks together
     */
    record Blob(Bytes value) implements NvsValue {
        @Override
        public String describe() {
            return "blob of " + value.size() + " bytes";
        }

        @Override
        public String toString() {
            return describe();
        }
    }
}
