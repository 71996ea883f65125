/**
 * Ring 1: the transparency log: what its entries say, and the signed files outside the ledger, grown and checked. Knows no
 * database.
 */
package dev.mintmark.audit;
