package dev.mintmark.manifest;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * The manifest's columns, in order, with the form of their cells. Hashes and key identifiers are lower-case hex, vendor and
 * product id four upper-case hex digits, times ISO 8601 in UTC to the second, numbers decimal. No form lets a cell begin with
 * what a spreadsheet takes for a formula.
 */
public enum ManifestColumn {
    ORDER("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "the order's id", (h, r) -> h.order()
            .value()),
    REFERENCE("|[A-Za-z0-9][A-Za-z0-9 ._/:#+-]{0,63}", "the ERP's line; may be empty", (h, r) -> h.reference()),
    DELIVERY(Form.NUMBER, "number of the delivery in the order", (h, r) -> Form.number(r.delivery())),
    LOT(Form.NUMBER, "number of the lot in the delivery", (h, r) -> Form.number(r.lot())),
    SEQ(
            "[1-9][0-9]{0,8}",
            "the module's place in the order",
            (h, r) -> String.valueOf(r.module().seq())),
    MODULE_ID("[a-z0-9][a-z0-9_-]{0,63}", "the module's id, as a rule its MAC", (h, r) -> r.module()
            .moduleId()
            .value()),
    MAC(
            "|[0-9A-F]{2}(:[0-9A-F]{2}){5}",
            "the module's MAC; empty if it has none",
            (h, r) -> r.module().mac().map(MacAddress::withColons).orElse("")),
    SERIAL_NUMBER("[A-Za-z0-9][A-Za-z0-9._-]{0,31}", "the device's serial number", (h, r) -> r.module()
            .serialNumber()
            .value()),
    VENDOR_ID("[0-9A-F]{4}", "the vendor's id, hex", (h, r) -> h.vendorId().hex()),
    PRODUCT_ID("[0-9A-F]{4}", "the product's id, hex", (h, r) -> h.productId().hex()),
    DISCRIMINATOR(
            "0|[1-9][0-9]{0,3}",
            "0 to 4095",
            (h, r) -> String.valueOf(r.discriminator().value())),
    ISSUER_SKI("[0-9a-f]{40}", "subject key identifier of the PAI", (h, r) -> r.dac()
            .issuerSki()
            .hex()),
    DAC_SERIAL(
            "([0-9a-f]{2}){1,20}",
            "serial number of the DAC, hex", (h, r) -> r.dac().serial().hex()),
    DAC_SHA256(Form.SHA256, "SHA-256 of the DAC's DER", (h, r) -> r.dacSha256().hex()),
    SPKI_SHA256(Form.SHA256, "SHA-256 of the public key's SubjectPublicKeyInfo, DER", (h, r) -> r.module()
            .spkiSha256()
            .hex()),
    DAC_NOT_BEFORE(Form.TIME, "first second of the DAC's validity", (h, r) -> r.dac()
            .notBefore()
            .toString()),
    DAC_NOT_AFTER(Form.TIME, "last second of the DAC's validity; 9999-12-31T23:59:59Z is no end", (h, r) -> r.dac()
            .notAfter()
            .toString()),
    ISSUED_AT(
            Form.TIME,
            "when the DAC was signed",
            (h, r) -> r.dac().issuedAt().truncatedTo(ChronoUnit.SECONDS).toString()),
    SUBMISSION_SHA256(Form.SHA256, "hash of the submission that the request came in", (h, r) -> r.module()
            .submissionSha256()
            .hex()),
    PARTITION_SHA256(Form.SHA256, "SHA-256 of the factory partition", (h, r) -> r.partitionSha256()
            .hex()),
    ISSUER_KEY(
            "[a-z]{1,8}",
            "what held the issuer's key: test, soft, hsm, or other: another CA signed",
            (h, r) -> h.issuerKey().word()),
    SECURE_CERT_SHA256(
            "|" + Form.SHA256,
            "SHA-256 of the secure-cert image or the fragments; empty if there is neither",
            (h, r) -> r.secureCertSha256().map(Bytes::hex).orElse("")),
    KEYS(
            "module|host-made|adopted",
            "who made the modules' keys: the module, the host, or the module and another CA certified them",
            (h, r) -> h.keys().word());

    /** Forms of several columns. */
    private static final class Form {
        static final String NUMBER = "[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000";
        static final String SHA256 = "[0-9a-f]{64}";
        static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";

        /** At least four digits; not by a pattern, for there are two in each row. */
        static String number(int number) {
            return number < 10_000 ? String.valueOf(10_000 + number).substring(1) : String.valueOf(number);
        }
    }

    private final String form;
    private final String meaning;
    private final BiFunction<ManifestHead, ManifestRow, String> cell;

    ManifestColumn(String form, String meaning, BiFunction<ManifestHead, ManifestRow, String> cell) {
        this.form = form;
        this.meaning = meaning;
        this.cell = cell;
    }

    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A regular expression for the whole cell, the same in Java and in ECMAScript. */
    String form() {
        return form;
    }

    /** One line for a person. */
    String meaning() {
        return meaning;
    }

    String cell(ManifestHead head, ManifestRow row) {
        return cell.apply(head, row);
    }
}
