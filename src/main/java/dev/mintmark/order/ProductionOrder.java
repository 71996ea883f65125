package dev.mintmark.order;

import dev.mintmark.input.FileSafe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was ordered.
 *
 * @param file the YAML or CSV file
 * @param where in it: file:line, or file:row N
 * @param quantity modules to be made, 1 to 10,000,000
 * @param spares how many more may be made in place of others, 0 to 10,000,000
 * @param submission file or folder of CSRs; may not exist yet, the order then waits; empty if the host makes the keys
 * @param issuer a name the site knows, or {@code test}
 * @param factory a name the site knows, or {@code test}
 * @param reference of the ERP, carried everywhere: at most 64 of {@code [A-Za-z0-9 ._/:#+-]}, starting with a letter or
 *     digit; empty if there is none
 * @param due orders are made in this order
 * @param notBefore until then the order waits
 * @param lotSize modules in a sealed file, 1 to 2,000
 * @param modules the ids expected; empty if any will do
 * @param nvsValues CSV of what modules bring along; may not exist yet, the order then waits
 */
public record ProductionOrder(
        OrderId id,
        Path file,
        String where,
        Product product,
        int quantity,
        int spares,
        Optional<Path> submission,
        String issuer,
        String factory,
        String reference,
        Optional<Instant> due,
        Optional<Instant> notBefore,
        int lotSize,
        Set<ModuleId> modules,
        OrderKind kind,
        Optional<Path> nvsValues,
        KeyOrigin keys) {
    static final int MOST = 10_000_000;
    static final int LARGEST_LOT = 2_000;
    static final int DEFAULT_LOT = 500;

    /** Lots in a delivery: their numbers have four digits. */
    static final int MOST_LOTS = 9_999;

    public ProductionOrder {
        requireRange("quantity", quantity, 1, MOST);
        requireRange("spares", spares, 0, MOST);
        requireRange("lot-size", lotSize, 1, LARGEST_LOT);
        if (lotSize < smallestLot(quantity, spares)) {
            throw new IllegalArgumentException("more than %d lots".formatted(MOST_LOTS));
        }
        if (!reference.isEmpty()) {
            requireReference(reference);
        }
        modules = Collections.unmodifiableSet(new LinkedHashSet<>(modules));
    }

    /** The lot size with which all modules at once are not too many lots. */
    static int smallestLot(int quantity, int spares) {
        return (int) (((long) quantity + spares + MOST_LOTS - 1) / MOST_LOTS);
    }

    static String requireReference(String text) {
        if (!text.matches("[A-Za-z0-9](?:[A-Za-z0-9 ._/:#+-]{0,62}[A-Za-z0-9._/:#+-])?")) {
            throw new IllegalArgumentException(
                    "reference \"%s\" is not at most 64 of A-Z a-z 0-9 space . _ / : # + -, starting with a letter or digit"
                            .formatted(FileSafe.printable(text)));
        }
        return text;
    }

    private static void requireRange(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s %d is not within %d and %d".formatted(what, value, min, max));
        }
    }
}
