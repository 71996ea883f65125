package dev.mintmark.store;

/** The ledger's server is down, or the hold on the ledger was lost. Nothing is: the next run goes on. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
