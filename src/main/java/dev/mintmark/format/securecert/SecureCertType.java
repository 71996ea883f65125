package dev.mintmark.format.securecert;

import java.util.Optional;

/** What a TLV holds, by the number in its header (esp_secure_cert_tlv_config.h). */
public enum SecureCertType {
    /** Of a Matter device: the PAI, DER. */
    CA_CERTIFICATE(0),
    /** Of a Matter device: the DAC, DER. */
    DEVICE_CERTIFICATE(1),
    /** SEC 1 ECPrivateKey in DER, 121 bytes of P-256; empty where the key is derived or in a peripheral. */
    PRIVATE_KEY(2),
    DIGITAL_SIGNATURE_DATA(3),
    DIGITAL_SIGNATURE_CONTEXT(4),
    /** Of the key that the chip derives from its HMAC key, 32 bytes. */
    KEY_SALT(5),
    /** 40 bytes: the first is the eFuse block that holds the key, the others are 0. */
    SECURITY_CONFIGURATION(6),
    TEE_STORAGE_KEY(7),
    SIGNATURE_BLOCK(8),
    /** SHA-256 over all bytes before it, 32 bytes. */
    INTEGRITY(9),
    USER_1(51),
    USER_2(52),
    USER_3(53),
    USER_4(54),
    USER_5(55),
    /** What a Matter commissioner asks for, by subtype. */
    MATTER_1(201),
    MATTER_2(202);

    /** Of any type: subtypes 254 and 255 mean others to the firmware, and so do types. */
    static final int HIGHEST = 253;

    /** A type that stands for the end, never for a TLV. */
    static final int END = 50;

    private final int code;

    SecureCertType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Empty for a number that has no meaning here, as newer firmware may give it one. */
    public static Optional<SecureCertType> of(int code) {
        for (SecureCertType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
