package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Text with signatures behind it (C2SP signed-note). Nothing of the text is to be believed before {@link #isSignedBy}.
 *
 * @param text ends in a newline; no other control character
 * @param signatures of any keys, in their order
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** Far more than sixteen witnesses with post-quantum keys need. */
    public static final int MAX_LENGTH = 256 << 10;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(SignedNote::isForbidden)) {
            throw new IllegalArgumentException("a note's text ends in a newline and has no other control character");
        }
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("a note has a signature");
        }
    }

    public static SignedNote sign(String text, CheckpointSigner signer) {
        VerifierKey key = signer.verifierKey();
        Bytes signature = Bytes.of(signer.sign(text.getBytes(StandardCharsets.UTF_8)));
        return new SignedNote(text, List.of(new NoteSignature(key.name(), key.id(), signature)));
    }

    /**
     * @throws TlogException if the bytes are not exactly what {@link #encode()} writes for some note
     */
    public static SignedNote parse(byte[] note) throws TlogException {
        if (note.length > MAX_LENGTH) {
            throw new TlogException("longer than any note");
        }
        String all = utf8(note);
        if (all.chars().anyMatch(SignedNote::isForbidden)) {
            throw new TlogException("has a control character");
        }
        int blank = all.lastIndexOf("\n\n");
        if (blank < 0 || !all.endsWith("\n") || blank + 2 == all.length()) {
            throw new TlogException("not a signed note: text, an empty line, signature lines");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : all.substring(blank + 2, all.length() - 1).split("\n", -1)) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(all.substring(0, blank + 1), signatures);
    }

    /**
     * Whether the key signed the text. Signatures of others are not looked at; each that says it is this key's must be, and
     * one there must be.
     */
    public boolean isSignedBy(VerifierKey key) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        List<NoteSignature> its =
                signatures.stream().filter(signature -> signature.names(key)).toList();
        return !its.isEmpty() && its.stream().allMatch(signature -> key.verify(signed, signature.signature()));
    }

    public byte[] encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a key may be called so: no spaces of Unicode, no plus, no control character. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || c < ' '
                                || Character.isSpaceChar(c)
                                || Character.isWhitespace(c)
                                || Character.getType(c) == Character.SURROGATE);
    }

    static String utf8(byte[] text) throws TlogException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TlogException("not UTF-8");
        }
    }

    private static boolean isForbidden(int c) {
        return c < ' ' && c != '\n';
    }
}
