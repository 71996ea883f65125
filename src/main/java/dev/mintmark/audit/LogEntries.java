package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import java.util.List;

/** Where the log's entries come from, in their order: the ledger. */
@FunctionalInterface
public interface LogEntries {
    /**
     * Exactly {@code count} entries, each of at most 65,535 bytes.
     *
     * @param first number of the first, from 0
     */
    List<Bytes> read(long first, int count);
}
