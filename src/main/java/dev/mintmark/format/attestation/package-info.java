/**
 * Ring 0: Matter's attestation PKI: requests of modules, the certificates PAA, PAI and DAC, their profile (Matter Core 6.2)
 * and what a commissioner checks. Knows no order, no key store and no file.
 */
package dev.mintmark.format.attestation;
