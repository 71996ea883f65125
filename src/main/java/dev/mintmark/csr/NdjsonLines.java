package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** NDJSON: one JSON object a line, one request an object, in UTF-8. Empty lines are passed over, and counted. */
final class NdjsonLines implements EntryReader {
    private final String container;
    private final RawStream raw;
    private final Budget budget;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    NdjsonLines(String container, RawStream raw, Budget budget) {
        this.container = FileSafe.printable(container);
        this.raw = raw;
        this.budget = budget;
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        while (readLine()) {
            number++;
            byte[] content = line.toByteArray();
            if (!isBlank(content)) {
                budget.entry();
                budget.decompressed(content.length, raw.count());
                return Optional.of(entry("%s:line %d".formatted(container, number), content));
            }
        }
        return Optional.empty();
    }

    /** @return false at the end of the file */
    private boolean readLine() throws IOException {
        line.reset();
        int read = raw.read();
        if (read < 0) {
            return false;
        }
        for (; read >= 0 && read != '\n'; read = raw.read()) {
            if (line.size() == ReadLimits.RECORD_BYTES) {
                throw new UnreadableException(
                        RejectCode.SUBMISSION_OVER_LIMIT,
                        "a line is longer than %d bytes".formatted(ReadLimits.RECORD_BYTES));
            }
            line.write(read);
        }
        return true;
    }

    private static boolean isBlank(byte[] content) {
        for (byte each : content) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    private static SubmissionEntry entry(String source, byte[] content) {
        Map<RequestField, String> values = new EnumMap<>(RequestField.class);
        try {
            for (Map.Entry<String, Object> each : StrictJson.object(content).entrySet()) {
                RequestField field = RequestField.of(each.getKey())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "\"%s\" is no field of a request".formatted(FileSafe.printable(each.getKey()))));
                if (!(each.getValue() instanceof String text)) {
                    throw new IllegalArgumentException("field \"%s\" is no text".formatted(each.getKey()));
                }
                values.put(field, text.strip());
            }
        } catch (IllegalArgumentException e) {
            String id = values.getOrDefault(RequestField.MODULE_ID, "");
            return new Refused(source, id, RejectCode.BAD_ROW, FileSafe.printable(e.getMessage()));
        }
        return RequestField.entry(source, field -> values.getOrDefault(field, ""));
    }

    @Override
    public Bytes sha256() {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
