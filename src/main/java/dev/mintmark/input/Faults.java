package dev.mintmark.input;

import java.util.ArrayList;
import java.util.List;

/** Gathers faults, so that a person sees all of them at once. */
public final class Faults {
    private final List<Fault> found = new ArrayList<>();

    public void add(String where, String what, String hint) {
        found.add(new Fault(where, what, hint));
    }

    public void addAll(List<Fault> faults) {
        found.addAll(faults);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Fault> list() {
        return List.copyOf(found);
    }

    /**
     * @throws FaultException with all that was gathered, if anything was
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new FaultException(found);
        }
    }
}
