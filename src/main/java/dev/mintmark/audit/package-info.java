/**
 * Ring 1: the transparency log on disk, grown and checked. Knows tiles, bundles and checkpoints; not what an entry says, and no
 * ledger.
 */
package dev.mintmark.audit;
