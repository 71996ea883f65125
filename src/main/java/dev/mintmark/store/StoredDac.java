package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;

/**
 * A module's row and its DAC's as they stand in the ledger, whether they belong together or not.
 *
 * @param sha256 what the ledger says is the DAC's, 32 bytes
 */
public record StoredDac(AcceptedModule module, Dac dac, Bytes sha256) implements StoredRow {
    @Override
    public int seq() {
        return module.seq();
    }
}
