/**
 * Ring 1, stage deliver: lots, sealed as they are made, the signed folder that a factory gets, and the factory's side, which
 * opens it. Knows paths and bytes of a module's files, not what they mean, and no ledger.
 */
package dev.mintmark.delivery;
