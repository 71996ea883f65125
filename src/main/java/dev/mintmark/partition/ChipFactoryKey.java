package dev.mintmark.partition;

import dev.mintmark.format.matter.CalendarType;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.LocationCapability;
import dev.mintmark.format.matter.ProductColor;
import dev.mintmark.format.matter.ProductFinish;
import dev.mintmark.format.matter.Spake2pVerifier;

/**
 * The keys of namespace {@code chip-factory} that mintmark writes, in the order in which esp-matter-mfg-tool writes them
 * (connectedhomeip, src/platform/ESP32/ESP32Config.cpp). The firmware reads numbers as u32 only. The passcode, which must not
 * enter a module, has no key here, so it can be neither written nor read.
 */
public enum ChipFactoryKey {
    /** Matter Core 5.1.1.5: 12 bits. */
    DISCRIMINATOR("discriminator", Form.NUMBER, false, 0, Discriminator.MAX),
    /** Matter Core 3.9, CRYPTO_PBKDF_ITERATIONS_MIN and _MAX. */
    ITERATION_COUNT(
            "iteration-count", Form.NUMBER, false, Spake2pVerifier.MIN_ITERATIONS, Spake2pVerifier.MAX_ITERATIONS),
    /** Matter Core 5.1.7, PBKDF parameters. */
    SALT("salt", Form.BASE64, false, Spake2pVerifier.MIN_SALT, Spake2pVerifier.MAX_SALT),
    /** Matter Core 11.1.5, VendorID. */
    VENDOR_ID("vendor-id", Form.NUMBER, true, 1, 0xFFF4),
    /** Matter Core 11.1.5, VendorName: at most 32 bytes. */
    VENDOR_NAME("vendor-name", Form.TEXT, true, 1, 32),
    /** Matter Core 11.1.5, ProductID. */
    PRODUCT_ID("product-id", Form.NUMBER, true, 1, 0xFFFF),
    /** Matter Core 11.1.5, ProductName: at most 32 bytes. */
    PRODUCT_NAME("product-name", Form.TEXT, true, 1, 32),
    /** Matter Core 11.1.5, HardwareVersion: uint16. */
    HARDWARE_VERSION("hardware-ver", Form.NUMBER, false, 0, 0xFFFF),
    /** Matter Core 11.1.5, HardwareVersionString: 1 to 64 bytes. */
    HARDWARE_VERSION_STRING("hw-ver-str", Form.TEXT, false, 1, 64),
    /** Matter Core 11.1.5, ManufacturingDate; two bytes more where the date has hyphens. */
    MANUFACTURING_DATE("mfg-date", Form.TEXT, false, 8, 18),
    /** Matter Core 5.4.2.4, unique id for the rotating device identifier. */
    ROTATING_ID("rd-id-uid", Form.BLOB, false, 16, 16),
    /** Matter Core 11.1.5, ProductAppearance: ProductFinishEnum. */
    PRODUCT_FINISH("product-finish", Form.NUMBER, false, 0, ProductFinish.values().length - 1),
    /** Matter Core 11.1.5, ProductAppearance: ColorEnum. */
    PRODUCT_COLOR("product-color", Form.NUMBER, false, 0, ProductColor.values().length - 1),
    /** Matter Core 11.1.5, PartNumber: at most 32 bytes. */
    PART_NUMBER("part-number", Form.TEXT, false, 1, 32),
    /** Matter Core 11.1.5, SerialNumber: at most 32 bytes. */
    SERIAL_NUMBER("serial-num", Form.TEXT, true, 1, 32),
    /** Matter Core 6.1.2: DER of at most 600 bytes. */
    DAC("dac-cert", Form.BLOB, false, 1, 600),
    /** Only of a key that the host made: the scalar as it is (ESP32FactoryDataProvider.cpp). */
    DAC_KEY("dac-key", Form.BLOB, false, 32, 32),
    /** Beside {@link #DAC_KEY}: an uncompressed point. */
    DAC_PUBLIC_KEY("dac-pub-key", Form.BLOB, false, 65, 65),
    /** Matter Core 6.1.2: DER of at most 600 bytes. */
    PAI("pai-cert", Form.BLOB, false, 1, 600),
    /** Matter Core 3.10: w0 (32 bytes) and L (65 bytes). */
    VERIFIER("verifier", Form.BASE64, false, Spake2pVerifier.LENGTH, Spake2pVerifier.LENGTH),
    /** Matter Core 11.18.4.9: it travels inside the 900 bytes of the attestation elements. */
    CERTIFICATION_DECLARATION("cert-dclrn", Form.BLOB, true, 1, 900),
    /** Matter Core 11.4, SupportedCalendarTypes: a bit each. Locales, fixed labels and modes follow: {@link DeviceLists}. */
    CALENDAR_TYPES("cal-types", Form.NUMBER, false, 1, (1L << CalendarType.values().length) - 1),
    /** Matter Core 11.1.5, ProductLabel: at most 64 bytes. */
    PRODUCT_LABEL("product-label", Form.TEXT, false, 1, 64),
    /** Matter Core 11.1.5, ProductURL: at most 256 bytes. */
    PRODUCT_URL("product-url", Form.TEXT, false, 1, 256),
    /** Matter Core 11.10.5, RegulatoryLocationTypeEnum. Behind what esp-matter-mfg-tool writes, which has no word for it. */
    LOCATION_CAPABILITY("loc-capability", Form.NUMBER, false, 0, LocationCapability.values().length - 1),
    /** Matter Core 7.15.2, the primary device type. Likewise. */
    DEVICE_TYPE("device-type", Form.NUMBER, false, 0, 0xFFFF_FFFFL);

    /** How a value lies in NVS, and what its limits count. */
    enum Form {
        /** u32; limits of the value. */
        NUMBER,
        /** String; limits in bytes of UTF-8. */
        TEXT,
        /** String, RFC 4648 section 4 with padding; limits in bytes before the encoding. */
        BASE64,
        /** Blob; limits in bytes. */
        BLOB
    }

    /** The namespace. */
    public static final String NAMESPACE = "chip-factory";

    private final String nvsKey;
    private final Form form;
    private final boolean required;
    private final long least;
    private final long most;

    ChipFactoryKey(String nvsKey, Form form, boolean required, long least, long most) {
        this.nvsKey = nvsKey;
        this.form = form;
        this.required = required;
        this.least = least;
        this.most = most;
    }

    /** As it stands in NVS, at most 15 ASCII characters. */
    public String nvsKey() {
        return nvsKey;
    }

    /** Whether every partition has it. */
    public boolean isRequired() {
        return required;
    }

    Form form() {
        return form;
    }

    /** Throws {@link IllegalArgumentException} naming the key, not the value, if this lies outside the limits. */
    void check(long valueOrLength) {
        if (valueOrLength < least || valueOrLength > most) {
            String unit = form == Form.NUMBER ? "" : " bytes";
            throw new IllegalArgumentException(
                    least == most
                            ? "%s is not %d%s".formatted(nvsKey, least, unit)
                            : "%s is not within %d and %d%s".formatted(nvsKey, least, most, unit));
        }
    }
}
