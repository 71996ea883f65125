package dev.mintmark.order;

/** What the common name in a DAC's subject is, beside VID and PID. */
public enum DacSubject {
    /** A UUID derived from the order's key. */
    UUID,
    /** The device's serial number. */
    SERIAL_NUMBER,
    /** Whatever the CA wrote that issued it: of adopted DACs only. */
    ANY
}
