package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.MerkleProofs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * That a lot's DACs are in the log: their entries stand side by side, so a few hashes prove all of them. One line of JSON in
 * the form that entries have, which tells nothing of a module but its place.
 *
 * @param size of the tree
 * @param ranges as a rule one, by rising place
 */
public record LotInclusion(long size, List<Range> ranges) {
    /**
     * @param firstIndex of the entry for {@code firstSeq}; the next place has the next index
     * @param proof a range proof (docs/formats/log.md)
     */
    public record Range(int firstSeq, int lastSeq, long firstIndex, List<Bytes> proof) {
        public Range {
            proof = List.copyOf(proof);
            if (firstSeq < 1 || lastSeq < firstSeq || firstIndex < 0) {
                throw new IllegalArgumentException("no range of places and entries");
            }
        }

        int length() {
            return lastSeq - firstSeq + 1;
        }
    }

    public LotInclusion {
        ranges = List.copyOf(ranges);
    }

    public byte[] encode() {
        byte[] line = new EntryWriter()
                .number("size", size)
                .list("ranges", ranges, (writer, range) -> writer.number("first_seq", range.firstSeq())
                        .number("last_seq", range.lastSeq())
                        .number("first_index", range.firstIndex())
                        .base64List("proof", range.proof()))
                .finish()
                .toByteArray();
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }

    /**
     * @throws IllegalArgumentException if the bytes are not exactly what {@link #encode()} writes
     */
    public static LotInclusion parse(byte[] content) {
        EntryFields fields = EntryFields.parse(Bytes.of(content));
        LotInclusion read;
        try {
            read = new LotInclusion(
                    fields.longNumber("size"),
                    fields.list(
                            "ranges",
                            range -> new Range(
                                    range.number("first_seq"),
                                    range.number("last_seq"),
                                    range.longNumber("first_index"),
                                    range.base64List("proof"))));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a number is too large", e);
        }
        if (!Bytes.of(read.encode()).equals(Bytes.of(content))) {
            throw new IllegalArgumentException("it is not in the one form that inclusions have");
        }
        return read;
    }

    /**
     * Why these entries are not all of the lot's in the checkpoint's tree; empty if they are.
     *
     * @param entries the lot's, by place
     * @param checkpoint whose signature was checked
     */
    public Optional<String> contradiction(List<DacIssued> entries, Checkpoint checkpoint) {
        if (size != checkpoint.size()) {
            return Optional.of(
                    "is for a log of %d entries, the checkpoint is of %d".formatted(size, checkpoint.size()));
        }
        int done = 0;
        for (Range range : ranges) {
            if (range.length() > entries.size() - done) {
                return Optional.of("proves more DACs than the lot has");
            }
            List<DacIssued> within = entries.subList(done, done + range.length());
            for (int i = 0; i < within.size(); i++) {
                if (within.get(i).seq() != range.firstSeq() + i) {
                    return Optional.of("proves other places than the lot has");
                }
            }
            List<Bytes> leaves = within.stream()
                    .map(entry -> MerkleHash.leaf(entry.content().toByteArray()))
                    .toList();
            if (!MerkleProofs.rootOfRange(range.firstIndex(), leaves, size, range.proof())
                    .equals(Optional.of(checkpoint.root()))) {
                return Optional.of("does not lead from the DACs of places %d to %d to the checkpoint"
                        .formatted(range.firstSeq(), range.lastSeq()));
            }
            done += range.length();
        }
        return done == entries.size() ? Optional.empty() : Optional.of("proves fewer DACs than the lot has");
    }
}
