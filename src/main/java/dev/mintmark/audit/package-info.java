/** Ring 1: the transparency log: what its entries say, and the signed files outside the ledger. Knows no database. */
package dev.mintmark.audit;
