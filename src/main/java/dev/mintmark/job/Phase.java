package dev.mintmark.job;

/** What a run, or a check, is doing, in the words of the pipeline, and what it counts meanwhile. */
public enum Phase {
    INTAKE("CSRs"),
    ISSUE("DACs"),
    PACKAGE("modules"),
    DELIVER("modules"),
    CHECK("modules");

    private final String counted;

    Phase(String counted) {
        this.counted = counted;
    }

    public String counted() {
        return counted;
    }
}
