package dev.mintmark.issue;

import java.time.Instant;
import java.util.List;

/** What issuing needs of the ledger, for one order. */
public interface DacLedger {
    /** The modules after {@code seq} up to {@code lastSeq} that have no DAC, by place, at most {@code limit}. */
    List<AcceptedModule> withoutDac(int seq, int lastSeq, int limit);

    /**
     * Records that these are about to be signed for. It stands at once, also after a power cut, whatever becomes of the
     * transaction under way: so a signature that leaves the key's device and is then lost with the process is known.
     */
    void signing(List<AcceptedModule> modules, Instant now);

    /**
     * Stores all or none, in the transaction under way.
     *
     * @throws RuntimeException if a key, a place or a serial number already has a DAC: nothing may be stored then
     */
    void store(List<Dac> dacs);
}
