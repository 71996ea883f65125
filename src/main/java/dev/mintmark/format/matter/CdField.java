package dev.mintmark.format.matter;

import java.util.Locale;

/** The fields of the certification elements (Matter Core 6.3.1); the ordinal is the context tag. */
enum CdField {
    /** u16, 1. */
    FORMAT_VERSION(true),
    /** u16. */
    VENDOR_ID(true),
    /** Array of 1 to 100 u16. */
    PRODUCT_ID_ARRAY(true),
    /** u32. */
    DEVICE_TYPE_ID(true),
    /** String of 19 characters. */
    CERTIFICATE_ID(true),
    /** u8, 0. */
    SECURITY_LEVEL(true),
    /** u16, 0. */
    SECURITY_INFORMATION(true),
    /** u16. */
    VERSION_NUMBER(true),
    /** u8, 0 to 2. */
    CERTIFICATION_TYPE(true),
    /** u16. */
    DAC_ORIGIN_VENDOR_ID(false),
    /** u16. */
    DAC_ORIGIN_PRODUCT_ID(false),
    /** Array of 1 to 10 octet strings of 20 bytes. */
    AUTHORIZED_PAA_LIST(false);

    private final boolean mandatory;

    CdField(boolean mandatory) {
        this.mandatory = mandatory;
    }

    int tag() {
        return ordinal();
    }

    boolean mandatory() {
        return mandatory;
    }

    /** The specification's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
