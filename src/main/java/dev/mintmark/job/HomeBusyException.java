package dev.mintmark.job;

import java.nio.file.Path;

/** Another process changes this home. */
public final class HomeBusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HomeBusyException(Path home, String process) {
        super("%s is in use by another mintmark%s".formatted(home, process.isEmpty() ? "" : ", process " + process));
    }
}
