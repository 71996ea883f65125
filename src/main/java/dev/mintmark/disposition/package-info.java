/**
 * Ring 1: what became of a module once it was delivered, as its factory reports it: the events, which may follow which, and the
 * reading of reports. Knows no ledger; that a report is genuine is judged elsewhere.
 */
package dev.mintmark.disposition;
