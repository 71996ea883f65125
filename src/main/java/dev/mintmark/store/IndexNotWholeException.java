package dev.mintmark.store;

/** A table of the ledger and its indexes have not the same rows: a key would be missed in one that is in the other. */
final class IndexNotWholeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexNotWholeException(String table) {
        super("the table %s and its indexes have not the same rows".formatted(table));
    }
}
