package dev.mintmark.issue;

import java.util.Locale;

/** Where an issuer's key lives, which manifest and report tell: a soft key under a real issuer is worth knowing. */
public enum KeyKind {
    /** The test issuer's, whose certificates no commissioner trusts. */
    TEST,
    /** In a file. */
    SOFT,
    /** In hardware that does not give it away. */
    HSM,
    /** With another CA, which signed the DACs: they are adopted. */
    OTHER;

    /** @throws IllegalArgumentException if it is no such word */
    public static KeyKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
