package dev.mintmark.job;

/** A run failed and lost nothing: once its cause is mended, the next run goes on. */
public final class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
