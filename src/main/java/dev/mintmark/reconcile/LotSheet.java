package dev.mintmark.reconcile;

/** Where the DACs of one lot are. */
public record LotSheet(int number, int firstSeq, int lastSeq, Dispositions dispositions) {}
