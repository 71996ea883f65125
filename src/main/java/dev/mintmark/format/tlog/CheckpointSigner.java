package dev.mintmark.format.tlog;

/** Whoever holds the log's key. */
public interface CheckpointSigner {
    /** What checks the signatures; its name is the log's origin. */
    VerifierKey verifierKey();

    /**
     * @param note the note's text, UTF-8, with its last newline
     * @return 64 bytes, Ed25519 (RFC 8032)
     */
    byte[] sign(byte[] note);
}
