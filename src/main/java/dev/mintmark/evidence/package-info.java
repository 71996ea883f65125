/**
 * Ring 1: the archive that an auditor takes home: how it is laid out, listed and drawn from. Knows no ledger; {@code job} says
 * what goes into it.
 */
package dev.mintmark.evidence;
