package dev.mintmark.disposition;

/**
 * A step that the ledger has, and its source.
 *
 * @param report the order's how-manieth report told of it, from 1
 * @param line of that report
 * @param signed whether the factory signed it
 */
public record TakenStep(Step step, int report, int line, boolean signed) {}
