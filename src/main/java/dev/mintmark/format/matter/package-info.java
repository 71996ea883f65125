/**
 * Ring 0: what the Matter Core specification defines for a device's commissioning data: vendor and product ids, passcode,
 * discriminator, onboarding payload, SPAKE2+ verifier, certification declaration. Knows no certificate profile.
 */
package dev.mintmark.format.matter;
