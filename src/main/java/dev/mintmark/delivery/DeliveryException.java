package dev.mintmark.delivery;

import dev.mintmark.input.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A delivery, or part of one, is refused: exit code 1. Names every file it is about; nothing of it was laid out. */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public DeliveryException(List<Fault> faults) {
        this(faults, null);
    }

    DeliveryException(String file, String what, String hint) {
        this(List.of(new Fault(file, what, hint)), null);
    }

    DeliveryException(String file, String what, String hint, Throwable cause) {
        this(List.of(new Fault(file, what, hint)), cause);
    }

    private DeliveryException(List<Fault> faults, Throwable cause) {
        super(faults.stream().map(Fault::text).collect(Collectors.joining(System.lineSeparator())), cause);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
