package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.OrderKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a delivery is, in {@code bundle.json}.
 *
 * @param reference the maker's own, of the order; may be empty, one line
 * @param delivery 1 to 9999, rising within the order: a factory that saw 2 refuses 1
 * @param created cut to seconds
 * @param keys who made the modules' keys, or certified them
 * @param signer SHA-256 of the signer's certificate
 * @param recipients SHA-256 of the certificates it is sealed for, at least one
 * @param kind of a field upgrade the lots have a file of devices, not folders of modules
 * @param lots at least one, by rising number
 */
public record Bundle(
        OrderId order,
        String reference,
        int delivery,
        Instant created,
        KeyKind issuerKey,
        KeyOrigin keys,
        Bytes signer,
        List<Bytes> recipients,
        OrderKind kind,
        List<Lot> lots) {
    /** Of an order for a factory whose modules made their keys. */
    public Bundle(
            OrderId order,
            String reference,
            int delivery,
            Instant created,
            KeyKind issuerKey,
            Bytes signer,
            List<Bytes> recipients,
            List<Lot> lots) {
        this(
                order,
                reference,
                delivery,
                created,
                issuerKey,
                KeyOrigin.MODULE,
                signer,
                recipients,
                OrderKind.MANUFACTURE,
                lots);
    }

    /**
     * @param modules how many are in it, at least 1
     * @param tarSha256 of its tar: 32 bytes
     */
    public record Lot(LotNumber number, int modules, Bytes tarSha256) {
        public Lot {
            if (modules < 1 || tarSha256.size() != 32) {
                throw new IllegalArgumentException("a lot has modules and a SHA-256 of 32 bytes");
            }
        }
    }

    public Bundle {
        if (delivery < 1 || delivery > 9999) {
            throw new IllegalArgumentException("delivery %d is not within 1 and 9999".formatted(delivery));
        }
        if (reference.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reference is one line of text");
        }
        created = created.truncatedTo(ChronoUnit.SECONDS);
        recipients = List.copyOf(recipients);
        lots = List.copyOf(lots);
        if (lots.isEmpty() || recipients.isEmpty()) {
            throw new IllegalArgumentException("a delivery has lots and recipients");
        }
        if (signer.size() != 32 || recipients.stream().anyMatch(each -> each.size() != 32)) {
            throw new IllegalArgumentException("a certificate's SHA-256 has 32 bytes");
        }
        for (int i = 1; i < lots.size(); i++) {
            if (lots.get(i - 1).number().compareTo(lots.get(i).number()) >= 0) {
                throw new IllegalArgumentException("lots stand by rising number, each once");
            }
        }
    }

    /**
     * Reads a {@code bundle.json}.
     *
     * @throws IllegalArgumentException if it is none of a delivery
     */
    public static Bundle parse(byte[] json) {
        return BundleJson.parse(json);
    }

    /** Modules in all lots. */
    public long modules() {
        return lots.stream().mapToLong(Lot::modules).sum();
    }
}
