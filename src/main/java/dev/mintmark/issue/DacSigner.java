package dev.mintmark.issue;

/** The issuer's private key, wherever it lives. */
public interface DacSigner {
    /** ECDSA P-256 with SHA-256 over {@code message}: DER, at most 72 bytes. Safe for several threads. */
    byte[] sign(byte[] message);

    KeyKind kind();
}
