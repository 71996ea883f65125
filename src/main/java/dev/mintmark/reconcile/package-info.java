/** Ring 1: whether what was delivered is what was ordered and issued. Counts and compares; changes nothing. */
package dev.mintmark.reconcile;
