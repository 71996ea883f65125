package dev.mintmark.format.matter;

/** What a certification declaration is good for (Matter Core 6.3.1, certification_type). The ordinal is the number. */
public enum CertificationType {
    DEVELOPMENT_AND_TEST,
    PROVISIONAL,
    OFFICIAL
}
