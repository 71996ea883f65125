package dev.mintmark.format.securecert;

/** Where the private key is, as the flags of {@link SecureCertType#PRIVATE_KEY} tell (esp_secure_cert_tlv_config.h). */
public enum KeyUse {
    /** In the TLV, in the clear. */
    IN_TLV(0x00),
    /** In the TLV, encrypted under the chip's HMAC key (bits 7 and 6 are 10). */
    ENCRYPTED(0x80),
    /** Derived by the chip from its HMAC key and {@link SecureCertType#KEY_SALT} (bits 7 and 6 are 01). */
    DERIVED(0x40),
    /** In eFuses that only the ECDSA peripheral reads (bits 5 to 3 are 001). */
    PERIPHERAL(0x08);

    private final int flags;

    KeyUse(int flags) {
        this.flags = flags;
    }

    public int flags() {
        return flags;
    }

    /** Whether the TLV holds nothing: it then only says where the key is. */
    public boolean isMarker() {
        return this == DERIVED || this == PERIPHERAL;
    }
}
