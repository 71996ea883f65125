package dev.mintmark.reconcile;

/**
 * Something that does not agree.
 *
 * @param subject module id, delivery or file that it is about; empty if it is the order as a whole
 * @param evidence what was found where, for a person
 */
public record Finding(FindingCode code, String subject, String evidence) {
    public String text() {
        return code + (subject.isEmpty() ? "" : " " + subject) + ": " + evidence;
    }
}
