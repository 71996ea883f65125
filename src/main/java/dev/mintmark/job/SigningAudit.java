package dev.mintmark.job;

import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.JdbcAudit;
import dev.mintmark.store.Ledger;
import java.util.BitSet;
import java.util.function.BiConsumer;

/**
 * Every use of an issuer's key accounted for: what was signed for, the DACs in the ledger, the DACs in the log. Those that another
 * CA signed are told apart: no use of a key stands for them.
 */
final class SigningAudit {
    private final Ledger ledger;
    private final JdbcAudit rows;
    private final ToldRows told;
    private final BiConsumer<LedgerAudit.Code, String> findings;
    private long signed;
    private long reSigned;
    private long notStored;
    private long adopted;

    SigningAudit(Ledger ledger, ToldRows told, BiConsumer<LedgerAudit.Code, String> findings) {
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

    /** DACs in the ledger that another CA signed. */
    long adopted() {
        return adopted;
    }

    /** @param keys who certified the order's, by its terms */
    void check(OrderId order, KeyOrigin keys) {
        boolean adopts = keys == KeyOrigin.ADOPTED;
        BitSet adoptedHere = rows.adopted(order);
        BitSet signedFor = new BitSet();
        for (JdbcAudit.Signing signing : rows.signings(order)) {
            signedFor.set(signing.firstSeq(), signing.lastSeq() + 1);
            if (signing.attempt() > 1) {
                reSigned += signing.lastSeq() - signing.firstSeq() + 1;
            }
        }
        signed += signedFor.cardinality();
        BitSet logged = rows.logged(order);
        rows.dacs(order, (seq, isOfItsKey) -> {
            // what a manifest told of was compared when its entry was read
            if (!logged.get(seq) && !told.isByManifest(order, seq)) {
                add(LedgerAudit.Code.DAC_NOT_LOGGED, order, seq);
            }
            if (adopts) {
                adopted++;
            }
            if (!adopts && !signedFor.get(seq)) {
                add(LedgerAudit.Code.NOT_SIGNED_FOR, order, seq);
            }
            if (adopts && signedFor.get(seq) || logged.get(seq) && adopts != adoptedHere.get(seq)) {
                add(LedgerAudit.Code.SIGNING_DIFFERS, order, seq);
            }
            if (!isOfItsKey) {
                add(LedgerAudit.Code.INTAKE_DIFFERS, order, seq);
            }
            logged.clear(seq);
            signedFor.clear(seq);
        });
        logged.stream().forEach(seq -> add(LedgerAudit.Code.DAC_NOT_IN_LEDGER, order, seq));
        notStored += signedFor.cardinality();
    }

    private void add(LedgerAudit.Code code, OrderId order, int seq) {
        findings.accept(code, "order %s, place %d".formatted(order, seq));
    }
}
