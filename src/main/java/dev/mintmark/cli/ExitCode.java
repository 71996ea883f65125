package dev.mintmark.cli;

import java.util.Collection;

/** What the process tells its caller. In the order in which one of them speaks for several orders. */
public enum ExitCode {
    /** Failed, nothing lost. */
    FAILED(1),
    /** The order, the site or the command line is wrong. */
    WRONG(2),
    /** Stopped, resumable. */
    STOPPED(3),
    /** Done, with refused input. */
    REFUSED(4),
    /** Findings. */
    FINDINGS(5),
    /** Done; also waiting or open. */
    DONE(0);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The gravest of {@code codes}; done if there are none. */
    static ExitCode gravest(Collection<ExitCode> codes) {
        return codes.stream().min(ExitCode::compareTo).orElse(DONE);
    }
}
