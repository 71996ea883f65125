package dev.mintmark.partition;

/** Subtypes of TLV type 201 (connectedhomeip, src/platform/ESP32/ESP32SecureCertDataProvider.cpp), in esp-matter-mfg-tool's order. */
enum MatterSubtype {
    /** 2 bytes, little-endian. */
    DISCRIMINATOR(0),
    /** w0 and L, 97 bytes as they are: base64 is for NVS. */
    VERIFIER(1),
    /** 16 to 32 bytes as they are. */
    SALT(2),
    /** 4 bytes, little-endian. */
    ITERATION_COUNT(3),
    /** 16 bytes. */
    ROTATING_ID(4),
    /** 32 bytes. */
    RANDOM_1(128),
    /** 32 bytes. */
    RANDOM_2(129);

    final int subtype;

    MatterSubtype(int subtype) {
        this.subtype = subtype;
    }
}
