package dev.mintmark.job;

import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.store.JdbcRecovery;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import dev.mintmark.store.SubmissionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An order brought up to its manifest: every key that it names has its place and its DAC, known by their hashes. */
final class RecoveredOrder {
    /** A term that an order has of which no more is known than its manifest says. */
    static final String TERM = "known from";

    private static final String UNKNOWN = "unknown";

    private final Ledger ledger;
    private final OrderId order;
    private final JdbcRecovery rows;

    RecoveredOrder(Ledger ledger, OrderId order) {
        this.ledger = ledger;
        this.order = order;
        this.rows = ledger.recovery(order);
    }

    /** Whether no more is known of the order's terms than its manifest says. */
    static boolean isKnownFromManifest(Terms terms) {
        return terms.values().containsKey(TERM);
    }

    /** Makes room for that many modules; an order that is not known is entered. */
    void enter(ListedModule row, int quantity, int spares) {
        Optional<OrderRow> known = ledger.orders().find(order);
        if (known.isPresent()) {
            ledger.orders()
                    .amend(
                            order,
                            Math.max(known.get().quantity(), quantity),
                            Math.max(known.get().spares(), spares));
            return;
        }
        TreeMap<String, String> terms = new TreeMap<>();
        for (String term : List.of("factory", "issuer", "issuer PAI", "product vendor-name", "product product-name")) {
            terms.put(term, UNKNOWN);
        }
        terms.put(TERM, "its manifest");
        terms.put("issuer key", row.issuerKey().word());
        if (row.keys() != KeyOrigin.MODULE) {
            terms.put(KeyOrigin.TERM, row.keys().word());
        }
        terms.put("product vendor-id", row.vendorId().hex());
        terms.put("product product-id", row.productId().hex());
        ledger.orders()
                .open(new OrderRow(
                        order,
                        row.reference(),
                        quantity,
                        spares,
                        0,
                        0,
                        new Terms(terms).text(),
                        Bytes.of(new byte[32]),
                        0,
                        row.issuedAt(),
                        Optional.empty(),
                        ""));
    }

    /** What it was started on is not known, so nothing can be made for it. */
    void close(Instant now) {
        ledger.orders().close(order, "recovered from its manifest alone: what it was started on is lost", now);
    }

    /** @param listed all of a delivery, by place */
    void add(List<ListedModule> listed) {
        Map<Integer, JdbcRecovery.Place> known = new HashMap<>();
        rows.places(listed.get(0).seq(), listed.get(listed.size() - 1).seq())
                .forEach(place -> known.put(place.seq(), place));
        List<ListedModule> missing = new ArrayList<>();
        for (ListedModule row : listed) {
            JdbcRecovery.Place place = known.get(row.seq());
            if (place != null) {
                requireSame(row, place);
            }
            if (place == null || place.dacSha256().isEmpty()) {
                missing.add(row);
            }
        }
        for (int from = 0; from < missing.size(); ) {
            Bytes submission = missing.get(from).submissionSha256();
            int to = from;
            while (to < missing.size() && missing.get(to).submissionSha256().equals(submission)) {
                to++;
            }
            take(submission, missing.subList(from, to), known);
            from = to;
        }
        if (!missing.isEmpty() && missing.get(0).keys() != KeyOrigin.ADOPTED) {
            ledger.dacs(order)
                    .signedFor(
                            missing.stream().map(ListedModule::seq).toList(),
                            missing.get(0).issuedAt());
        }
    }

    private void requireSame(ListedModule row, JdbcRecovery.Place place) {
        if (!place.moduleId().equals(row.moduleId().value())
                || !place.spkiSha256().equals(row.spkiSha256())
                || place.dacSha256()
                        .filter(sha256 -> !sha256.equals(row.dacSha256()))
                        .isPresent()) {
            throw contradicted(row.seq());
        }
    }

    private FaultException contradicted(int seq) {
        return new FaultException(
                "order " + order,
                "place %d is another module's in the ledger than in the signed manifest".formatted(seq),
                "this ledger went on after what was delivered was lost: begin with an older backup");
    }

    private void take(Bytes sha256, List<ListedModule> listed, Map<Integer, JdbcRecovery.Place> known) {
        Optional<Integer> there = rows.submission(sha256);
        int number = there.orElseGet(() -> ledger.orders().submissions(order).size() + 1);
        SubmissionRow taken = new SubmissionRow(
                number, "(known from the manifest)", sha256, listed.get(0).issuedAt(), listed.size(), 0, 0);
        if (there.isEmpty()) {
            ledger.intake().begin(order, taken);
        }
        List<LogEntry> entries = LogEntry.split(
                listed.stream().map(RecoveredOrder::module).toList(),
                part -> new RecoveredModules(order, number, part));
        for (LogEntry entry : entries) {
            RecoveredModules part = (RecoveredModules) entry;
            rows.add(part, supersede(part, known));
        }
        if (there.isEmpty()) {
            ledger.intake().finish(order, taken);
        }
    }

    /** A module that has a live place already gives it up: an order has each module once. */
    private int supersede(RecoveredModules part, Map<Integer, JdbcRecovery.Place> known) {
        int superseding = 0;
        int next = ledger.orders().find(order).orElseThrow().nextSeq();
        for (RecoveredModules.Module module : part.modules()) {
            if (known.containsKey(module.seq())) {
                continue;
            }
            if (module.seq() != next++) {
                throw contradicted(module.seq());
            }
            Optional<Integer> live = rows.live(module.moduleId().value());
            if (live.isPresent()) {
                ledger.intake().supersede(order, live.get(), module.seq());
                superseding++;
            }
        }
        return superseding;
    }

    private static RecoveredModules.Module module(ListedModule row) {
        return new RecoveredModules.Module(
                row.seq(),
                row.moduleId(),
                row.mac(),
                row.serialNumber(),
                row.spkiSha256(),
                row.issuerSki(),
                row.dacSerial(),
                row.dacSha256(),
                row.dacNotBefore(),
                row.dacNotAfter(),
                row.issuedAt());
    }
}
