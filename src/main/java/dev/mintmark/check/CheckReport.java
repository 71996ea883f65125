package dev.mintmark.check;

import java.util.List;

/**
 * What a check looked at, and what it found.
 *
 * @param lots looked into
 * @param modules looked into
 * @param notes what was left out and why, a clause each
 */
public record CheckReport(int lots, long modules, List<Finding> findings, List<String> notes) {
    public CheckReport {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }
}
