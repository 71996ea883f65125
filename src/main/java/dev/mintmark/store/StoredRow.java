package dev.mintmark.store;

/** A place of the ledger that has a DAC, as it was read back: whoever changed the ledger need not have kept to its forms. */
public sealed interface StoredRow permits StoredDac, StoredRow.Illegible {
    /** The place in the order. */
    int seq();

    /**
     * @param reason what is illegal in it
     */
    record Illegible(int seq, String reason) implements StoredRow {}
}
