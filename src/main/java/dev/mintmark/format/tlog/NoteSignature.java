package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.Arrays;

/**
 * One signature line of a note.
 *
 * @param name of the key
 * @param keyId 4 bytes
 * @param signature in the form of the key's algorithm; 64 bytes for Ed25519
 */
public record NoteSignature(String name, Bytes keyId, Bytes signature) {
    static final String DASH = "— ";
    private static final int ID_LENGTH = 4;

    public NoteSignature {
        if (!SignedNote.isName(name) || keyId.size() != ID_LENGTH || signature.size() == 0) {
            throw new IllegalArgumentException("a signature has a name, 4 bytes of a key's id, and bytes");
        }
    }

    static NoteSignature parse(String line) throws TlogException {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !line.startsWith(DASH) || !SignedNote.isName(parts[1])) {
            throw new TlogException("not a signature line: — <name> <base64>");
        }
        byte[] bytes = StrictBase64.read(parts[2])
                .map(Bytes::toByteArray)
                .filter(signature -> signature.length > ID_LENGTH)
                .orElseThrow(() -> new TlogException("not a signature in base64 behind its name"));
        return new NoteSignature(
                parts[1],
                Bytes.of(Arrays.copyOf(bytes, ID_LENGTH)),
                Bytes.of(Arrays.copyOfRange(bytes, ID_LENGTH, bytes.length)));
    }

    /** Whether it says it is this key's. */
    boolean names(VerifierKey key) {
        return name.equals(key.name()) && keyId.equals(key.id());
    }

    String line() {
        byte[] bytes = Arrays.copyOf(keyId.toByteArray(), ID_LENGTH + signature.size());
        System.arraycopy(signature.toByteArray(), 0, bytes, ID_LENGTH, signature.size());
        return DASH + name + " " + StrictBase64.write(bytes);
    }
}
