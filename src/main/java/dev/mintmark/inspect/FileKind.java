package dev.mintmark.inspect;

import java.util.Locale;

/** What a file is. The words are stable: scripts compare them. docs/inspect.md has this table. */
public enum FileKind {
    NVS_IMAGE("an NVS image"),
    NVS_KEYS_PARTITION("the keys of an encrypted NVS"),
    SECURE_CERT_IMAGE("an esp_secure_cert image"),
    CERTIFICATE("a certificate"),
    CERTIFICATE_CHAIN("several certificates"),
    CERTIFICATE_REQUEST("a certificate request"),
    CERTIFICATION_DECLARATION("a certification declaration"),
    ONBOARDING_PAYLOAD("text of a QR code"),
    MANUAL_PAIRING_CODE("a manual pairing code"),
    ONBOARDING_CODES("a module's onboarding codes"),
    QR_IMAGE("an image of a QR code"),
    LABEL("a label in ZPL"),
    LABEL_SHEET("sheets of labels"),
    DELIVERY("a delivery"),
    SEALED_LOT("a sealed lot"),
    MANIFEST("a manifest"),
    LABELS("label data"),
    CHECKPOINT("a checkpoint of a log"),
    SIGNATURE("a signature in CMS"),
    ORDER_KEY("an order's key, wrapped"),
    PRIVATE_KEY("a private key");

    private final String title;

    FileKind(String title) {
        this.title = title;
    }

    /** For the first line. */
    public String title() {
        return title;
    }

    /** {@code nvs-image}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
