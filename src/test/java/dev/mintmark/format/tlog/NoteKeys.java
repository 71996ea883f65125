package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs notes in tests; the key is one of a name and a seed. */
public final class NoteKeys implements CheckpointSigner {
    private final VerifierKey verifierKey;
    private final Ed25519PrivateKeyParameters key;

    private NoteKeys(String name, byte[] seed) {
        this.key = new Ed25519PrivateKeyParameters(seed);
        this.verifierKey =
                new VerifierKey(name, Bytes.of(key.generatePublicKey().getEncoded()));
    }

    public static NoteKeys of(String name) {
        return ofSeed(name, Bytes.sha256Of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Another key of that name. */
    public static NoteKeys of(String name, String seed) {
        return new NoteKeys(
                name,
                Bytes.sha256Of(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toByteArray());
    }

    static NoteKeys ofSeed(String name, Bytes seed) {
        return new NoteKeys(name, Arrays.copyOf(seed.toByteArray(), Ed25519.SECRET_KEY_SIZE));
    }

    @Override
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    @Override
    public byte[] sign(byte[] note) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        key.sign(Ed25519.Algorithm.Ed25519, null, note, 0, note.length, signature, 0);
        return signature;
    }
}
