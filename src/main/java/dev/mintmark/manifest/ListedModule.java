package dev.mintmark.manifest;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A row of a lot's manifest, read back.
 *
 * @param delivery 1 to 9999
 * @param lot 1 to 9999
 * @param issuerSki 20 bytes
 * @param dacSerial 1 to 20 octets
 * @param dacSha256 32 bytes, as are the other hashes
 * @param qrCode as it stands there, not yet read; tells the passcode
 * @param manualCode likewise
 */
public record ListedModule(
        OrderId order,
        String reference,
        int delivery,
        int lot,
        int seq,
        ModuleId moduleId,
        Optional<MacAddress> mac,
        SerialNumber serialNumber,
        VendorId vendorId,
        ProductId productId,
        Discriminator discriminator,
        Bytes issuerSki,
        Bytes dacSerial,
        Bytes dacSha256,
        Bytes spkiSha256,
        Instant dacNotBefore,
        Instant dacNotAfter,
        Instant issuedAt,
        Bytes submissionSha256,
        Bytes partitionSha256,
        KeyKind issuerKey,
        Optional<Bytes> secureCertSha256,
        KeyOrigin keys,
        String qrCode,
        String manualCode) {
    /** The header row that goes with it. */
    public static List<String> titles() {
        return ManifestCsv.lotTitles();
    }

    /**
     * Reads a row, each cell in the one form that a manifest has.
     *
     * @param cells as many as there are {@link #titles()}
     * @throws IllegalArgumentException naming the first column that is otherwise
     */
    public static ListedModule of(List<String> cells) {
        return new Row(cells).module();
    }

    /** Which module it is; nothing that opens it. */
    @Override
    public String toString() {
        return "row of " + moduleId;
    }

    private static final class Row {
        private final Map<ManifestColumn, String> cells = new EnumMap<>(ManifestColumn.class);
        private final List<String> onboarding;

        Row(List<String> row) {
            for (ManifestColumn column : ManifestColumn.values()) {
                cells.put(column, row.get(column.ordinal()));
            }
            onboarding = row.subList(ManifestColumn.values().length, row.size());
        }

        ListedModule module() {
            return new ListedModule(
                    value(ManifestColumn.ORDER, OrderId::new),
                    value(ManifestColumn.REFERENCE, text -> text),
                    value(ManifestColumn.DELIVERY, Integer::parseInt),
                    value(ManifestColumn.LOT, Integer::parseInt),
                    value(ManifestColumn.SEQ, Integer::parseInt),
                    value(ManifestColumn.MODULE_ID, ModuleId::new),
                    value(ManifestColumn.MAC, text -> Optional.of(text)
                            .filter(mac -> !mac.isEmpty())
                            .map(MacAddress::parse)),
                    value(ManifestColumn.SERIAL_NUMBER, SerialNumber::new),
                    value(ManifestColumn.VENDOR_ID, VendorId::parse),
                    value(ManifestColumn.PRODUCT_ID, ProductId::parse),
                    value(ManifestColumn.DISCRIMINATOR, text -> new Discriminator(Integer.parseInt(text))),
                    value(ManifestColumn.ISSUER_SKI, Bytes::fromHex),
                    value(ManifestColumn.DAC_SERIAL, Bytes::fromHex),
                    value(ManifestColumn.DAC_SHA256, Bytes::fromHex),
                    value(ManifestColumn.SPKI_SHA256, Bytes::fromHex),
                    value(ManifestColumn.DAC_NOT_BEFORE, Instant::parse),
                    value(ManifestColumn.DAC_NOT_AFTER, Instant::parse),
                    value(ManifestColumn.ISSUED_AT, Instant::parse),
                    value(ManifestColumn.SUBMISSION_SHA256, Bytes::fromHex),
                    value(ManifestColumn.PARTITION_SHA256, Bytes::fromHex),
                    value(ManifestColumn.ISSUER_KEY, KeyKind::of),
                    value(ManifestColumn.SECURE_CERT_SHA256, text -> Optional.of(text)
                            .filter(hash -> !hash.isEmpty())
                            .map(Bytes::fromHex)),
                    value(ManifestColumn.KEYS, KeyOrigin::of),
                    onboarding.get(0),
                    onboarding.get(1));
        }

        private <T> T value(ManifestColumn column, Function<String, T> read) {
            String cell = cells.get(column);
            try {
                if (cell.matches(column.form())) {
                    return read.apply(cell);
                }
            } catch (RuntimeException e) {
                // each kind of value refuses in its own way; what matters is the column
            }
            throw new IllegalArgumentException("column %s is not in its form".formatted(column.title()));
        }
    }
}
