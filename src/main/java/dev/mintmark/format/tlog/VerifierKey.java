package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.KeyInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A name and its Ed25519 key (C2SP signed-note, signature type 0x01).
 *
 * @param name without spaces and plus signs; for a log, its origin
 * @param publicKey 32 bytes (RFC 8032)
 */
public record VerifierKey(String name, Bytes publicKey) {
    private static final byte ED25519 = 1;
    private static final int ID_LENGTH = 4;
    private static final Pattern TEXT = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+(.+)");

    public VerifierKey {
        if (!SignedNote.isName(name)) {
            throw new IllegalArgumentException("not the name of a key: \"%s\"".formatted(name));
        }
        if (publicKey.size() != Ed25519.PUBLIC_KEY_SIZE) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
    }

    /**
     * @param key of a certificate, say
     * @throws IllegalArgumentException if it is not an Ed25519 key (RFC 8410)
     */
    public static VerifierKey of(String name, PublicKey key) {
        byte[] point = KeyInfo.of(key)
                .filter(VerifierKey::isEd25519)
                .map(info -> info.getPublicKeyData().getOctets())
                .orElseThrow(() -> new IllegalArgumentException("not an Ed25519 key"));
        return new VerifierKey(name, Bytes.of(point));
    }

    public static boolean isEd25519(PublicKey key) {
        return KeyInfo.of(key).filter(VerifierKey::isEd25519).isPresent();
    }

    private static boolean isEd25519(SubjectPublicKeyInfo info) {
        return info.getAlgorithm().getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)
                && info.getPublicKeyData().getPadBits() == 0;
    }

    /**
     * Reads {@code <name>+<id, 8 hex digits>+<base64 of 0x01 and the key>}.
     *
     * @throws TlogException for anything else, and where the id is not the key's
     */
    public static VerifierKey parse(String text) throws TlogException {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || !SignedNote.isName(parts.group(1))) {
            throw new TlogException("not a verifier key: <name>+<id>+<base64>");
        }
        byte[] typed = StrictBase64.read(parts.group(3))
                .map(Bytes::toByteArray)
                .filter(bytes -> bytes.length == 1 + Ed25519.PUBLIC_KEY_SIZE && bytes[0] == ED25519)
                .orElseThrow(() -> new TlogException("not an Ed25519 verifier key"));
        VerifierKey key = new VerifierKey(parts.group(1), Bytes.of(Arrays.copyOfRange(typed, 1, typed.length)));
        if (!key.id().hex().equals(parts.group(2))) {
            throw new TlogException(
                    "the key's id is %s, not %s".formatted(key.id().hex(), parts.group(2)));
        }
        return key;
    }

    /** 4 bytes: the start of SHA-256(name, newline, 0x01, key). */
    public Bytes id() {
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
        named.writeBytes(typed());
        return Bytes.of(Arrays.copyOf(Bytes.sha256().digest(named.toByteArray()), ID_LENGTH));
    }

    /** Whether {@code signature} over {@code note} is this key's. */
    boolean verify(byte[] note, Bytes signature) {
        return signature.size() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature.toByteArray(), 0, publicKey.toByteArray(), 0, note, 0, note.length);
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return "%s+%s+%s".formatted(name, id().hex(), StrictBase64.write(typed()));
    }

    private byte[] typed() {
        byte[] key = publicKey.toByteArray();
        byte[] typed = new byte[1 + key.length];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, key.length);
        return typed;
    }
}
