package dev.mintmark.order;

import java.util.Locale;
import java.util.Optional;

/** Who made the modules' key pairs, and who certified them. */
public enum KeyOrigin {
    /** Each module its own, on the chip: the submission brings requests. */
    MODULE,
    /** The host, for chips that cannot: there is no submission, and the private keys are in the lots. */
    HOST_MADE,
    /** Another CA certified them: the submission brings DACs, which are delivered and not signed. */
    ADOPTED;

    /** The name of the term. */
    public static final String TERM = "keys";

    /** As an order's terms say it; orders on whose terms it is no word have it as ever. */
    public static KeyOrigin of(Terms terms) {
        return Optional.ofNullable(terms.values().get(TERM)).map(KeyOrigin::of).orElse(MODULE);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if it is no such word */
    public static KeyOrigin of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
