package dev.mintmark.job;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.JdbcRecovery;
import dev.mintmark.store.Ledger;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places that entries of the log tell of: with the module itself, or by hashes from a manifest. */
final class ToldPlaces {
    private final Ledger ledger;
    private final Map<OrderId, BitSet> modules = new HashMap<>();
    private final Map<OrderId, BitSet> byManifest = new HashMap<>();

    ToldPlaces(Ledger ledger) {
        this.ledger = ledger;
    }

    void add(Accepted accepted) {
        BitSet places = modules.computeIfAbsent(accepted.order(), order -> new BitSet());
        accepted.modules().forEach(module -> places.set(module.seq()));
    }

    /** @return whether the ledger's rows are those that the entry tells of */
    boolean add(RecoveredModules recovered) {
        List<RecoveredModules.Module> told = recovered.modules();
        BitSet places = modules.computeIfAbsent(recovered.order(), order -> new BitSet());
        BitSet dacs = byManifest.computeIfAbsent(recovered.order(), order -> new BitSet());
        Map<Integer, JdbcRecovery.Place> rows = new HashMap<>();
        ledger.recovery(recovered.order())
                .places(told.get(0).seq(), told.get(told.size() - 1).seq())
                .forEach(row -> rows.put(row.seq(), row));
        boolean same = true;
        for (RecoveredModules.Module module : told) {
            places.set(module.seq());
            dacs.set(module.seq());
            same &= new JdbcRecovery.Place(
                            module.seq(),
                            module.moduleId().value(),
                            module.spkiSha256(),
                            Optional.of(module.dacSha256()))
                    .equals(rows.get(module.seq()));
        }
        return same;
    }

    long modules() {
        return count(modules);
    }

    /** DACs that are told of by their hashes only. */
    long dacsByManifest() {
        return count(byManifest);
    }

    boolean isByManifest(OrderId order, int seq) {
        return byManifest.containsKey(order) && byManifest.get(order).get(seq);
    }

    private static long count(Map<OrderId, BitSet> places) {
        return places.values().stream().mapToLong(BitSet::cardinality).sum();
    }
}
