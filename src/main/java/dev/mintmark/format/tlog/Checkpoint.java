package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.Arrays;
import java.util.List;

/**
 * A log's signed head (C2SP tlog-checkpoint). Not to be believed before {@link #isSignedBy}.
 *
 * @param origin the log's name
 * @param size entries in the log, at most {@link MerkleHash#MAX_SIZE}
 * @param root of the tree over them, 32 bytes
 * @param extensions further lines, none empty
 * @param signatures of the log, and of whoever else
 */
public record Checkpoint(
        String origin, long size, Bytes root, List<String> extensions, List<NoteSignature> signatures) {
    private static final int HEAD = 3;

    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireHead(origin, size, root, extensions);
        signatures = new SignedNote(text(origin, size, root, extensions), signatures).signatures();
    }

    /** The head of the signer's log: its key's name is the origin. */
    public static Checkpoint sign(long size, Bytes root, List<String> extensions, CheckpointSigner signer) {
        String origin = signer.verifierKey().name();
        requireHead(origin, size, root, extensions);
        SignedNote note = SignedNote.sign(text(origin, size, root, extensions), signer);
        return new Checkpoint(origin, size, root, extensions, note.signatures());
    }

    private static void requireHead(String origin, long size, Bytes root, List<String> extensions) {
        if (size < 0 || size > MerkleHash.MAX_SIZE || root.size() != MerkleHash.LENGTH) {
            throw new IllegalArgumentException("not the size and root of a tree");
        }
        if (origin.isEmpty()
                || origin.contains("\n")
                || extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
            throw new IllegalArgumentException("a checkpoint has no empty line");
        }
    }

    /**
     * @throws TlogException if the bytes are not exactly what {@link #encode()} writes for some checkpoint
     */
    public static Checkpoint parse(byte[] note) throws TlogException {
        SignedNote signed = SignedNote.parse(note);
        String[] lines = signed.text().split("\n", -1);
        List<String> head = Arrays.asList(lines).subList(0, lines.length - 1);
        if (head.size() < HEAD || head.contains("")) {
            throw new TlogException("not a checkpoint: origin, size, root, each on its line");
        }
        Bytes root = StrictBase64.read(head.get(2))
                .filter(hash -> hash.size() == MerkleHash.LENGTH)
                .orElseThrow(() -> new TlogException("the root is not 32 bytes in base64"));
        return new Checkpoint(
                head.get(0), number(head.get(1)), root, head.subList(HEAD, head.size()), signed.signatures());
    }

    /** A decimal without leading zeros, at most {@link MerkleHash#MAX_SIZE}. */
    static long number(String text) throws TlogException {
        if (text.matches("0|[1-9][0-9]{0,18}")) {
            long number = Long.parseUnsignedLong(text);
            if (number >= 0 && number <= MerkleHash.MAX_SIZE) {
                return number;
            }
        }
        throw new TlogException("not a number of entries: \"%s\"".formatted(text));
    }

    /** Whether it is the head of this key's log: of that origin, and signed. */
    public boolean isSignedBy(VerifierKey key) {
        return origin.equals(key.name()) && note().isSignedBy(key);
    }

    public byte[] encode() {
        return note().encode();
    }

    /** What is signed. */
    public String text() {
        return text(origin, size, root, extensions);
    }

    private SignedNote note() {
        return new SignedNote(text(), signatures);
    }

    private static String text(String origin, long size, Bytes root, List<String> extensions) {
        StringBuilder text =
                new StringBuilder("%s\n%d\n%s\n".formatted(origin, size, StrictBase64.write(root.toByteArray())));
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
