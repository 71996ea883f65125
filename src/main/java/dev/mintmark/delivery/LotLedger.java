package dev.mintmark.delivery;

import dev.mintmark.manifest.ManifestRow;
import java.util.List;
import java.util.function.Consumer;

/** What packaging and delivering need of the ledger, for one order. Each call is a transaction of its own. */
public interface LotLedger {
    /** The delivery's lots by number. */
    List<PlannedLot> lots(int delivery);

    /** The lot's modules by place; fewer than the lot has if some are without DAC. */
    List<IssuedModule> modules(Lot lot);

    /** The refusals that the lot tells of: its share of those of the submissions that its delivery answers. */
    List<RefusedDevice> refused(Lot lot);

    /**
     * Records a rendered lot before its file gets its final name. Hashes of an earlier rendering are replaced.
     */
    void sealing(Lot lot, SealedLot sealed, List<MadePartition> partitions);

    /** Records that the lot's file has its final name. */
    void sealed(Lot lot);

    /** Records that the lot's file is lost, so that it may be sealed again; what it must hash to in the clear is kept. */
    void reopen(Lot lot);

    /** Passes the manifest rows of all lots up to this delivery, by place, to {@code each}. */
    void manifest(int lastDelivery, Consumer<ManifestRow> each);

    /** Makes what is recorded survive a power cut; called before a rename that publishes. */
    void sync();
}
