package dev.mintmark.format;

import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** What a public key is, whoever made it. */
public final class KeyInfo {
    private KeyInfo() {}

    /**
     * A key's SubjectPublicKeyInfo (RFC 5280, 4.1.2.7); empty if it has none or that is no DER: JCA takes certificates of keys with
     * malformed parameters, where it does not look at them.
     */
    public static Optional<SubjectPublicKeyInfo> of(PublicKey key) {
        try {
            return Optional.ofNullable(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
