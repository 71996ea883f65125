package dev.mintmark.keys;

import dev.mintmark.format.P256;
import dev.mintmark.issue.DacSigner;
import dev.mintmark.issue.KeyKind;
import java.math.BigInteger;

/** Signs with a key in memory. */
final class SoftSigner implements DacSigner {
    private final BigInteger d;
    private final KeyKind kind;

    SoftSigner(BigInteger d, KeyKind kind) {
        this.d = d;
        this.kind = kind;
    }

    @Override
    public byte[] sign(byte[] message) {
        return P256.sign(d, message);
    }

    @Override
    public KeyKind kind() {
        return kind;
    }
}
