package dev.mintmark.audit;

import java.io.IOException;

/** The log on disk cannot be read, or contradicts what is to be added to it: nothing is signed. */
public final class LogDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    LogDamagedException(String message) {
        super(message);
    }
}
