package dev.mintmark.input;

import java.util.List;
import java.util.stream.Collectors;

/** The order, the site or the command line is wrong: nothing was signed, exit code 2. Carries every fault found. */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public FaultException(List<Fault> faults) {
        super(faults.stream().map(Fault::text).collect(Collectors.joining(System.lineSeparator())));
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("no fault, no exception");
        }
        this.faults = List.copyOf(faults);
    }

    public FaultException(String where, String what, String hint) {
        this(List.of(new Fault(where, what, hint)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
