package dev.mintmark.job;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.JdbcAudit;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.StoredDac;
import dev.mintmark.store.StoredRow;
import java.util.BitSet;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every use of an issuer's key accounted for: what was signed for, the DACs in the ledger, the DACs in the log. */
final class SigningAudit {
    private static final int PAGE = 1000;

    private final Ledger ledger;
    private final JdbcAudit rows;
    private final ToldPlaces told;
    private final BiConsumer<LedgerAudit.Code, String> findings;
    private long signed;
    private long reSigned;
    private long notStored;

    SigningAudit(Ledger ledger, ToldPlaces told, BiConsumer<LedgerAudit.Code, String> findings) {
        this.ledger = ledger;
        this.rows = ledger.audit();
        this.told = told;
        this.findings = findings;
    }

    long signed() {
        return signed;
    }

    long reSigned() {
        return reSigned;
    }

    long notStored() {
        return notStored;
    }

    void check(OrderId order) {
        BitSet signedFor = new BitSet();
        for (JdbcAudit.Signing signing : rows.signings(order)) {
            signedFor.set(signing.firstSeq(), signing.lastSeq() + 1);
            if (signing.attempt() > 1) {
                reSigned += signing.lastSeq() - signing.firstSeq() + 1;
            }
        }
        signed += signedFor.cardinality();
        int last = rows.lastSeq(order);
        for (int first = 1; first <= last; first += PAGE) {
            page(order, first, Math.min(first + PAGE - 1, last), signedFor);
        }
        notStored += signedFor.cardinality();
    }

    /** @param signedFor loses the places that have their DAC */
    private void page(OrderId order, int first, int last, BitSet signedFor) {
        Map<Integer, Bytes> entries = rows.dacEntries(order, first, last);
        for (StoredRow row : ledger.dacs(order).stored(first - 1, last - first + 1)) {
            int seq = row.seq();
            if (seq > last) {
                break;
            }
            Bytes logged = entries.remove(seq);
            // what a manifest told of was compared when its entry was read
            if (logged == null && !told.isByManifest(order, seq)) {
                findings.accept(LedgerAudit.Code.DAC_NOT_LOGGED, "order %s, place %d".formatted(order, seq));
            } else if (logged != null && !isTold(order, row, logged)) {
                findings.accept(LedgerAudit.Code.DAC_DIFFERS, "order %s, place %d".formatted(order, seq));
            }
            if (!signedFor.get(seq)) {
                findings.accept(LedgerAudit.Code.NOT_SIGNED_FOR, "order %s, place %d".formatted(order, seq));
            }
            signedFor.clear(seq);
        }
        entries.keySet().stream()
                .sorted()
                .forEach(seq -> findings.accept(
                        LedgerAudit.Code.DAC_NOT_IN_LEDGER, "order %s, place %d".formatted(order, seq)));
    }

    /** Whether the row is what the entry says; one that cannot be read is not. */
    private static boolean isTold(OrderId order, StoredRow row, Bytes logged) {
        return row instanceof StoredDac stored
                && logged.equals(DacIssued.of(order, stored.module().moduleId(), stored.dac())
                        .content())
                && stored.sha256().equals(stored.dac().sha256());
    }
}
