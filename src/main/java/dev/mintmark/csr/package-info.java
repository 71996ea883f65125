/**
 * Ring 1, intake: reads submissions, checks the requests in them, or the certificates that another CA issued, and decides, in one
 * fixed order, which modules an order takes. Issues nothing, knows no database and no file that mintmark writes; the ledger answers through {@code IssuedModules}.
 */
package dev.mintmark.csr;
