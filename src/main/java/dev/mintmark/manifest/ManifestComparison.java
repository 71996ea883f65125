package dev.mintmark.manifest;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * An order's manifest against what the ledger gives, row by row. Of a row expected it keeps eight bytes, so that a million of them
 * fit. The order's reference may change while it runs and is not compared.
 */
public final class ManifestComparison {
    private static final List<ManifestColumn> COLUMNS = Arrays.stream(ManifestColumn.values())
            .filter(column -> column != ManifestColumn.REFERENCE)
            .toList();

    private static final Pattern PLACE = Pattern.compile(ManifestColumn.SEQ.form());

    private final ManifestHead head;
    private final MessageDigest digest = Bytes.sha256();
    private long[] expected = new long[1024];
    private final BitSet places = new BitSet();

    public ManifestComparison(ManifestHead head) {
        this.head = head;
    }

    /**
     * A row that does not agree.
     *
     * @param seq its place; empty if the row has none that can be read
     * @param text what is wrong
     */
    public record Difference(Optional<Integer> seq, String text) {}

    /** Takes a row that the manifest is to have. */
    public void expect(ManifestRow row) {
        int seq = row.module().seq();
        if (seq >= expected.length) {
            expected = Arrays.copyOf(expected, Math.max(seq + 1, 2 * expected.length));
        }
        expected[seq] =
                hash(COLUMNS.stream().map(column -> column.cell(head, row)).toList());
        places.set(seq);
    }

    /**
     * Reads the manifest and passes what does not agree, first in its order, then by place what it lacks.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void compare(Reader manifest, Consumer<Difference> each) {
        BitSet missing = (BitSet) places.clone();
        try (CSVParser parser = CSVFormat.RFC4180.parse(manifest)) {
            for (CSVRecord row : parser) {
                List<String> cells = row.toList();
                if (row.getRecordNumber() == 1) {
                    ManifestCsv.requireHeader(cells);
                } else {
                    difference(row.getRecordNumber(), cells, missing).ifPresent(each);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("the manifest is not CSV", e);
        }
        missing.stream()
                .forEach(seq -> each.accept(new Difference(Optional.of(seq), "the manifest has no row of this place")));
    }

    private Optional<Difference> difference(long number, List<String> cells, BitSet missing) {
        Optional<Integer> seq = seq(cells);
        if (seq.isEmpty() || !places.get(seq.get())) {
            return Optional.of(new Difference(seq, "row %d: the ledger has no such place".formatted(number)));
        }
        if (!missing.get(seq.get())) {
            return Optional.of(new Difference(seq, "row %d: stands there twice".formatted(number)));
        }
        missing.clear(seq.get());
        List<String> compared = new ArrayList<>(cells);
        compared.remove(ManifestColumn.REFERENCE.ordinal());
        return hash(compared) == expected[seq.get()]
                ? Optional.empty()
                : Optional.of(new Difference(seq, "row %d: the ledger gives another".formatted(number)));
    }

    private static Optional<Integer> seq(List<String> cells) {
        String text = cells.size() == ManifestColumn.values().length ? cells.get(ManifestColumn.SEQ.ordinal()) : "";
        return PLACE.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private long hash(List<String> cells) {
        byte[] text = String.join("\n", cells).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(digest.digest(text)).getLong();
    }
}
