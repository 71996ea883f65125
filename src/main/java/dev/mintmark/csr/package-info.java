/**
 * Ring 1, intake: reads submissions, checks the requests in them and decides, in one fixed order, which modules an order
 * takes. Knows no certificate, no database and no file that mintmark writes; the ledger answers through {@code IssuedModules}.
 */
package dev.mintmark.csr;
