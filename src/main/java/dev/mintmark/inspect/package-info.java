/**
 * Ring 1, after all stages that make something: tells what a file of the trade is by its content, and what it holds, whoever made
 * it. Knows no ledger and no site, judges no module, and never changes anything; {@code check} is what compares.
 */
package dev.mintmark.inspect;
