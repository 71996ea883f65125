package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * That an entry is in a log, for somebody who has the entry and the log's key (C2SP tlog-proof).
 *
 * @param index of the entry
 * @param hashes the inclusion proof, from the leaf's sibling up
 * @param checkpoint of the tree that it leads to
 */
public record TlogProof(long index, List<Bytes> hashes, Checkpoint checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public TlogProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || index >= checkpoint.size()) {
            throw new IllegalArgumentException("entry %d is not among %d".formatted(index, checkpoint.size()));
        }
    }

    public byte[] encode() {
        StringBuilder head = new StringBuilder("%s\n%s%d\n".formatted(HEADER, INDEX, index));
        hashes.forEach(
                hash -> head.append(StrictBase64.write(hash.toByteArray())).append('\n'));
        head.append('\n').append(new String(checkpoint.encode(), StandardCharsets.UTF_8));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a proof file; a line of extra data, which nothing authenticates, is passed over. */
    public static TlogProof parse(byte[] proof) throws TlogException {
        String all = SignedNote.utf8(proof);
        int blank = all.indexOf("\n\n");
        if (blank < 0) {
            throw new TlogException("no checkpoint behind an empty line");
        }
        Deque<String> lines =
                new ArrayDeque<>(Arrays.asList(all.substring(0, blank).split("\n", -1)));
        if (!HEADER.equals(lines.poll())) {
            throw new TlogException("does not start with %s".formatted(HEADER));
        }
        if (!lines.isEmpty() && lines.peek().startsWith(EXTRA)) {
            if (StrictBase64.read(lines.poll().substring(EXTRA.length())).isEmpty()) {
                throw new TlogException("the extra data are not in base64");
            }
        }
        String index = lines.poll();
        if (index == null || !index.startsWith(INDEX)) {
            throw new TlogException("has no line index <number>");
        }
        List<Bytes> hashes = new ArrayList<>();
        for (String line : lines) {
            hashes.add(StrictBase64.read(line)
                    .filter(hash -> hash.size() == MerkleHash.LENGTH)
                    .orElseThrow(() -> new TlogException("not a hash of 32 bytes in base64: \"%s\"".formatted(line))));
        }
        Checkpoint checkpoint = Checkpoint.parse(all.substring(blank + 2).getBytes(StandardCharsets.UTF_8));
        long entry = Checkpoint.number(index.substring(INDEX.length()));
        if (entry >= checkpoint.size()) {
            throw new TlogException("entry %d is not among %d".formatted(entry, checkpoint.size()));
        }
        return new TlogProof(entry, hashes, checkpoint);
    }

    /** Whether the key's log has this entry at this index. */
    public boolean verify(Bytes entry, VerifierKey key) {
        return checkpoint.isSignedBy(key)
                && MerkleProofs.verifyInclusion(
                        MerkleHash.leaf(entry.toByteArray()), index, checkpoint.size(), checkpoint.root(), hashes);
    }
}
