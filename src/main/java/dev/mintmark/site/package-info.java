/**
 * Ring 1: the site: which issuers, factories and signers there are, under which names. Reads the site file; knows where keys
 * and certificates lie, never what is in them.
 */
package dev.mintmark.site;
