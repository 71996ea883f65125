package dev.mintmark.audit;

import dev.mintmark.audit.LogFinding.Code;
import java.util.ArrayList;
import java.util.List;

/** What was found so far; no more than a person reads. */
final class Findings {
    static final int MOST = 100;

    private final List<LogFinding> all = new ArrayList<>();

    void add(Code code, String text) {
        add(LogFinding.of(code, text));
    }

    void add(Code code, long entry, String text) {
        add(LogFinding.of(code, entry, text));
    }

    private void add(LogFinding finding) {
        if (!isFull()) {
            all.add(finding);
        }
    }

    boolean isFull() {
        return all.size() == MOST;
    }

    List<LogFinding> all() {
        return List.copyOf(all);
    }
}
