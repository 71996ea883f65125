package dev.mintmark.manifest;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * The manifest's columns, in order. Hashes and key identifiers are lower-case hex, vendor and product id four upper-case hex
 * digits, times ISO 8601 in UTC to the second, numbers decimal.
 */
public enum ManifestColumn {
    ORDER((h, r) -> h.order().value()),
    REFERENCE((h, r) -> h.reference()),
    DELIVERY((h, r) -> "%04d".formatted(r.delivery())),
    LOT((h, r) -> "%04d".formatted(r.lot())),
    SEQ((h, r) -> String.valueOf(r.module().seq())),
    MODULE_ID((h, r) -> r.module().moduleId().value()),
    MAC((h, r) -> r.module().mac().map(MacAddress::withColons).orElse("")),
    SERIAL_NUMBER((h, r) -> r.module().serialNumber().value()),
    VENDOR_ID((h, r) -> h.vendorId().hex()),
    PRODUCT_ID((h, r) -> h.productId().hex()),
    DISCRIMINATOR((h, r) -> String.valueOf(r.discriminator().value())),
    ISSUER_SKI((h, r) -> r.dac().issuerSki().hex()),
    DAC_SERIAL((h, r) -> r.dac().serial().hex()),
    DAC_SHA256((h, r) -> r.dacSha256().hex()),
    SPKI_SHA256((h, r) -> r.module().spkiSha256().hex()),
    DAC_NOT_BEFORE((h, r) -> r.dac().notBefore().toString()),
    DAC_NOT_AFTER((h, r) -> r.dac().notAfter().toString()),
    ISSUED_AT((h, r) -> r.dac().issuedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
    SUBMISSION_SHA256((h, r) -> r.module().submissionSha256().hex()),
    PARTITION_SHA256((h, r) -> r.partitionSha256().hex()),
    /** {@code test}, {@code soft}: where the issuer's key lived. */
    ISSUER_KEY((h, r) -> h.issuerKey().word()),
    /** Of the secure-cert image or the fragments; empty where there is neither. */
    SECURE_CERT_SHA256((h, r) -> r.secureCertSha256().map(Bytes::hex).orElse("")),
    /** {@code module}, {@code host-made}, {@code adopted}: who made the modules' keys, and who certified them. */
    KEYS((h, r) -> h.keys().word());

    private final BiFunction<ManifestHead, ManifestRow, String> cell;

    ManifestColumn(BiFunction<ManifestHead, ManifestRow, String> cell) {
        this.cell = cell;
    }

    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    String cell(ManifestHead head, ManifestRow row) {
        return cell.apply(head, row);
    }
}
