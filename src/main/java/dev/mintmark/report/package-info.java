/**
 * Ring 1: an order at a glance, as a page for people and as JSON for programs. Knows no ledger, no file names and no secret:
 * it shows what it is given.
 */
package dev.mintmark.report;
