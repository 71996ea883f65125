package dev.mintmark.format.tlog;

/** Bytes that are not what they should be: a note, a checkpoint, a proof, a tile or an entry bundle. */
public final class TlogException extends Exception {
    private static final long serialVersionUID = 1L;

    TlogException(String message) {
        super(message);
    }
}
