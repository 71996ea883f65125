package dev.mintmark.store;

import java.nio.file.Path;

/** Another process has the ledger open. */
public final class LedgerBusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerBusyException(Path folder) {
        this(folder.toString());
    }

    LedgerBusyException(String place) {
        super("the ledger in %s is in use by another process".formatted(place));
    }
}
