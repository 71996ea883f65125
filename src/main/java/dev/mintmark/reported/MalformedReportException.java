package dev.mintmark.reported;

import java.io.IOException;

/** A file that is no report, or ceases to be one; nothing of it counts. The message says what is wrong with it. */
public final class MalformedReportException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedReportException(String message) {
        super(message);
    }
}
