/**
 * Ring 1: what became of a module once it was delivered: the events that factories report, which may follow which, and the words
 * for them. Knows no file and no ledger.
 */
package dev.mintmark.disposition;
