/**
 * Ring 1: factories' reports of modules, read row by row. Knows no ledger: whether what a row tells can be is judged elsewhere.
 */
package dev.mintmark.reported;
