package dev.mintmark.csr;

import java.io.IOException;

/** The submission is refused whole. Ends a reading inside this package, and leaves it as an outcome. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1;

    private final RejectCode code;

    UnreadableException(RejectCode code, String reason) {
        super(reason);
        this.code = code;
    }

    RejectCode code() {
        return code;
    }
}
