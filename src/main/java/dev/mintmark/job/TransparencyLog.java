package dev.mintmark.job;

import dev.mintmark.audit.LogFolder;
import dev.mintmark.audit.LotInclusion;
import dev.mintmark.delivery.DeliveryLog;
import dev.mintmark.delivery.IssuedModule;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.CheckpointSigner;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.NodeHashes;
import dev.mintmark.format.tlog.TlogException;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.order.OrderId;
import dev.mintmark.site.Site;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one that numbers the log's entries and signs their number. Called between steps, when nobody writes entries; killed at any
 * moment, the next call does the rest.
 */
final class TransparencyLog {
    private final Ledger ledger;
    private final LogFolder folder;
    private final LogSigner logSigner;
    private final CheckpointSigner signer;
    private final Clock clock;

    /** The ledger's log has its name already. */
    TransparencyLog(Ledger ledger, Home home, LogSigner signer, Clock clock) {
        this.ledger = ledger;
        this.folder = new LogFolder(home.log());
        this.logSigner = signer;
        this.signer = signer.named(ledger.log().identity().orElseThrow().origin());
        this.clock = clock;
    }

    /**
     * The log of a home whose orders are not at hand, whole on disk. Whoever writes an entry opens it before: then nothing is
     * written that could not be signed, or into a ledger that is older than what was.
     *
     * @throws FaultException if this ledger is not the one that signed what lies in the home, or the log's signer is not there
     */
    static TransparencyLog open(Home home, Site site, Ledger ledger, Clock clock) throws IOException {
        new LedgerAge(home, ledger, LogProofs.certificate(home, site)).require();
        LogSigner signer = LogSigner.of(
                site.logSigner().orElseGet(() -> TestKeys.read(home.testKeys()).logSigner()));
        TransparencyLog log = new TransparencyLog(ledger, home, signer, clock);
        log.mend();
        return log;
    }

    /** Puts back what is missing on disk, and does what a killed run left undone. */
    void mend() throws IOException {
        List<Checkpoint> signed = new ArrayList<>();
        for (JdbcLog.CheckpointRow row : ledger.log().checkpoints()) {
            try {
                signed.add(Checkpoint.parse(row.note().getBytes(StandardCharsets.UTF_8)));
            } catch (TlogException e) {
                throw new IllegalStateException(
                        "the ledger's checkpoint of %d entries is none: %s".formatted(row.size(), e.getMessage()), e);
            }
        }
        folder.restore(signed);
        checkpoint();
    }

    /** Writes the log's part of a delivery that is being made. */
    void prove(OrderId order, List<Lot> lots, Path staging) throws IOException {
        Checkpoint head = checkpoint();
        NodeHashes hashes = folder.hashes(head.size());
        Map<LotNumber, LotInclusion> inclusions = new LinkedHashMap<>();
        lots.forEach(lot -> inclusions.put(lot.number(), inclusion(order, lot, head, hashes)));
        DeliveryLog.write(staging, head, logSigner.certificate(), inclusions);
    }

    /**
     * Brings all that was logged into the signed log outside the ledger.
     *
     * @return the head that has all of it
     */
    Checkpoint checkpoint() throws IOException {
        JdbcLog log = ledger.log();
        long size = log.number();
        // what a signature speaks of must be there after a power cut
        ledger.sync();
        Checkpoint head = folder.extend(log::read, size, signer.verifierKey().name(), signer);
        if (log.checkpoint(size).isEmpty()) {
            log.record(new JdbcLog.CheckpointRow(
                    head.size(), head.root(), new String(head.encode(), StandardCharsets.UTF_8), clock.instant()));
            ledger.sync();
        }
        return head;
    }

    private List<JdbcLog.DacLeaf> leaves(OrderId order, Lot lot) {
        if (!lot.isAgain()) {
            return ledger.log().dacs(order, lot.firstSeq(), lot.lastSeq());
        }
        List<JdbcLog.DacLeaf> leaves = new ArrayList<>();
        for (IssuedModule issued : ledger.lots(order).modules(lot)) {
            int seq = issued.module().seq();
            leaves.addAll(ledger.log().dacs(order, seq, seq));
        }
        return leaves;
    }

    private LotInclusion inclusion(OrderId order, Lot lot, Checkpoint head, NodeHashes hashes) {
        List<JdbcLog.DacLeaf> leaves = leaves(order, lot);
        if (leaves.size() != lot.modules()) {
            throw new IllegalStateException(
                    "%s has %d modules, %d of them logged".formatted(lot.number(), lot.modules(), leaves.size()));
        }
        List<LotInclusion.Range> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= leaves.size(); i++) {
            boolean goesOn = i < leaves.size()
                    && leaves.get(i).index() == leaves.get(i - 1).index() + 1
                    && leaves.get(i).seq() == leaves.get(i - 1).seq() + 1;
            if (!goesOn) {
                JdbcLog.DacLeaf first = leaves.get(from);
                JdbcLog.DacLeaf last = leaves.get(i - 1);
                ranges.add(new LotInclusion.Range(
                        first.seq(),
                        last.seq(),
                        first.index(),
                        MerkleTree.rangeProof(hashes, first.index(), last.index() + 1, head.size())));
                from = i;
            }
        }
        return new LotInclusion(head.size(), ranges);
    }
}
