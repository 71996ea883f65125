package dev.mintmark.issue;

import java.util.List;

/** What issuing needs of the ledger, for one order. */
public interface DacLedger {
    /** The modules after {@code seq} up to {@code lastSeq} that have no DAC, by place, at most {@code limit}. */
    List<AcceptedModule> withoutDac(int seq, int lastSeq, int limit);

    /**
     * Stores all or none, in the transaction under way.
     *
     * @throws RuntimeException if a key, a place or a serial number already has a DAC: nothing may be stored then
     */
    void store(List<Dac> dacs);
}
