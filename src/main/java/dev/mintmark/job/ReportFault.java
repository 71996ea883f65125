package dev.mintmark.job;

/**
 * Why a report of modules is not taken, beside what may be wrong with its signature ({@link dev.mintmark.delivery.ReceiptFault}).
 * The names are stable; docs/operations.md explains each.
 */
public enum ReportFault {
    /** Neither CSV with the columns that are asked for, nor NDJSON. */
    NOT_A_REPORT,
    /** Larger than any report is. */
    REPORT_TOO_LARGE,
    /** The site demands a signature. */
    REPORT_NOT_SIGNED,
    /** So many rows are refused that it cannot be for this order, or is read wrongly. */
    TOO_MANY_REFUSED
}
