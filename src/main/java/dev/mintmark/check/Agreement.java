package dev.mintmark.check;

import java.util.ArrayList;
import java.util.List;

/** Compares one thing's values with those of the row, so that all that differ are one finding. */
final class Agreement {
    private final List<String> differing = new ArrayList<>();

    Agreement same(String what, Object found, Object listed) {
        return holds(what, found.equals(listed));
    }

    Agreement holds(String what, boolean agrees) {
        if (!agrees) {
            differing.add(what);
        }
        return this;
    }

    /** Makes a finding of what differs, without the values: some of them are secret. */
    void report(Findings findings, CheckCode code, String place, String text) {
        if (!differing.isEmpty()) {
            findings.add(code, place, text, String.join(", ", differing));
        }
    }
}
