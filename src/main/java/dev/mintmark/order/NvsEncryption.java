package dev.mintmark.order;

/** How a product's firmware reads its factory partition (ESP-IDF Programming Guide, NVS Encryption). */
public enum NvsEncryption {
    /** In the clear, as without {@code CONFIG_NVS_ENCRYPTION}. */
    NONE,
    /** Encrypted with keys from a partition of subtype {@code nvs_keys}, which flash encryption guards. */
    KEYS_PARTITION,
    /** Encrypted with keys that the chip derives from an eFuse key of purpose HMAC_UP. */
    HMAC
}
