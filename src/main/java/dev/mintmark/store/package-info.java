/** Ring 2: the ledger in a database, and the only SQL. Knows no file but the database's. */
package dev.mintmark.store;
