/**
 * Ring 1, after all stages that make something: reads delivered data back with the readers of every format and holds it against
 * the manifest and today's rules. A room of its own, for {@code reconcile} balances figures and knows no format, and
 * {@code delivery} knows no meaning. Knows no ledger, and never changes or lays out anything.
 */
package dev.mintmark.check;
