package dev.mintmark.format.attestation;

/** The three places in Matter's attestation chain; every chain has exactly one of each (Matter Core 6.2.1). */
public enum Role {
    DAC("Matter Core 6.2.2.3"),
    PAI("Matter Core 6.2.2.4"),
    PAA("Matter Core 6.2.2.5");

    private final String clause;

    Role(String clause) {
        this.clause = clause;
    }

    /** Where the profile of this kind of certificate is laid down. */
    public String clause() {
        return clause;
    }

    boolean isAuthority() {
        return this != DAC;
    }
}
