package dev.mintmark.format.matter;

/** What a user does before a device can be commissioned (Matter Core 5.1.3.1). The ordinal is the number. */
public enum CommissioningFlow {
    /** Power is enough. */
    STANDARD,
    /** A press of a button, say. */
    USER_INTENT,
    /** What the vendor's page in the DCL says. */
    CUSTOM;

    /**
     * @throws IllegalArgumentException if {@code number} is not 0, 1 or 2
     */
    public static CommissioningFlow of(int number) {
        if (number < 0 || number >= values().length) {
            throw new IllegalArgumentException("commissioning flow %d is not 0, 1 or 2".formatted(number));
        }
        return values()[number];
    }
}
