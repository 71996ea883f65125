package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * An element of Matter's tag-length-value encoding (Matter Core appendix A), as far as certification declarations and
 * onboarding payloads use it: whole numbers, strings, structures and arrays, anonymous or with a context tag.
 */
public sealed interface Tlv {
    /** In place of a context tag: the element has none. */
    int ANONYMOUS = -1;

    /** The context tag, 0 to 255, or {@link #ANONYMOUS}. */
    int tag();

    /** A whole number of 1, 2, 4 or 8 bytes; {@code value} holds 64 bits without sign. */
    record Unsigned(int tag, long value) implements Tlv {}

    /** A whole number of 1, 2, 4 or 8 bytes with sign. */
    record Signed(int tag, long value) implements Tlv {}

    /** A UTF-8 string. */
    record Text(int tag, String value) implements Tlv {}

    /** An octet string. */
    record Octets(int tag, Bytes value) implements Tlv {}

    /** Elements with unlike context tags, in the order of their bytes. */
    record Structure(int tag, List<Tlv> members) implements Tlv {
        public Structure {
            members = List.copyOf(members);
        }

        public Optional<Tlv> member(int memberTag) {
            return members.stream().filter(m -> m.tag() == memberTag).findFirst();
        }
    }

    /** Elements without tags. */
    record Array(int tag, List<Tlv> members) implements Tlv {
        public Array {
            members = List.copyOf(members);
        }
    }
}
