package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A signing key for declarations in tests. */
record CdKey(BigInteger d) {
    CdSigner signer() {
        return new CdSigner(keyId(), publicKey());
    }

    Bytes keyId() {
        try {
            return Bytes.of(
                    MessageDigest.getInstance("SHA-1").digest(publicKey().toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Bytes publicKey() {
        return Bytes.of(P256.CURVE.getG().multiply(d).normalize().getEncoded(false));
    }
}
