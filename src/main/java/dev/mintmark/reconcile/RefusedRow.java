package dev.mintmark.reconcile;

/**
 * A row of a report that was not taken.
 *
 * @param code a name of {@link dev.mintmark.reported.RowFault}
 */
public record RefusedRow(int report, int line, String moduleId, String event, String code, String reason) {}
