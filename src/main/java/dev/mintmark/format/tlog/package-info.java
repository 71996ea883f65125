/**
 * Ring 0: the transparency log's formats. Merkle trees and their proofs (RFC 9162), and C2SP's tiles, signed notes, checkpoints
 * and proof files, written and read. Knows no files on disk, and not what an entry means.
 */
package dev.mintmark.format.tlog;
