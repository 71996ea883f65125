package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** An index: a CSV by RFC 4180 in UTF-8, one request a row, columns named by its first row. */
final class IndexRows implements EntryReader {
    private final String container;
    private final RawStream raw;
    private final MeteredStream metered;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final IndexColumns columns;
    private final Budget budget;
    private long counted;
    private long row = 1;

    IndexRows(String container, RawStream raw, Budget budget) throws IOException {
        this.container = FileSafe.printable(container);
        this.raw = raw;
        this.metered = new MeteredStream(raw, "a row is longer than %d bytes".formatted(ReadLimits.RECORD_BYTES));
        this.budget = budget;
        this.parser = CSVParser.parse(
                new BufferedReader(new InputStreamReader(metered, StandardCharsets.UTF_8)),
                CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get());
        this.records = parser.iterator();
        metered.allow(ReadLimits.RECORD_BYTES);
        this.columns = IndexColumns.of(records.hasNext() ? records.next().toList() : List.of());
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        metered.allow(ReadLimits.RECORD_BYTES);
        if (!records.hasNext()) {
            raw.drain();
            return Optional.empty();
        }
        CSVRecord values = records.next();
        row++;
        budget.entry();
        budget.decompressed(metered.count() - counted, raw.count());
        counted = metered.count();
        return Optional.of(columns.entry("%s:row %d".formatted(container, row), values.toList()));
    }

    @Override
    public Bytes sha256() {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
