package dev.mintmark.csr;

import dev.mintmark.input.FileSafe;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Where an index has which of its columns. A column it does not know is refused: it might be a known one, misspelt. */
final class IndexColumns {
    private static final String EXPECTED =
            "the first row is not module_id,serial_number,mac,csr,supersedes,key_salt,dac (in any order, of which module_id is needed, and csr or dac): ";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> titles;

    private IndexColumns(List<String> titles) {
        this.titles = titles;
    }

    static IndexColumns of(List<String> header) throws UnreadableException {
        List<String> titles = header.stream()
                .map(title -> title.replace(BYTE_ORDER_MARK, "").strip().toLowerCase(Locale.ROOT))
                .toList();
        HashSet<String> unknown = new HashSet<>(titles);
        for (RequestField field : RequestField.values()) {
            unknown.remove(field.title());
        }
        if (!titles.contains(RequestField.MODULE_ID.title())) {
            throw bad("\"module_id\" is missing");
        }
        if (!titles.contains(RequestField.CSR.title()) && !titles.contains(RequestField.DAC.title())) {
            throw bad("\"csr\" is missing");
        }
        if (!unknown.isEmpty()) {
            String first = titles.stream().filter(unknown::contains).findFirst().orElseThrow();
            throw bad("\"%s\" is not known".formatted(FileSafe.printable(first)));
        }
        if (new HashSet<>(titles).size() < titles.size()) {
            throw bad("a column stands there twice");
        }
        return new IndexColumns(titles);
    }

    private static UnreadableException bad(String what) {
        return new UnreadableException(RejectCode.BAD_INDEX_HEADER, EXPECTED + what);
    }

    /** The request in one row, or what is wrong with the row. */
    SubmissionEntry entry(String source, List<String> row) {
        if (row.size() != titles.size()) {
            String reason = "the row has %d values, the first row %d".formatted(row.size(), titles.size());
            return new Refused(source, value(RequestField.MODULE_ID, row), RejectCode.BAD_ROW, reason);
        }
        return RequestField.entry(source, field -> value(field, row));
    }

    private String value(RequestField field, List<String> row) {
        int at = titles.indexOf(field.title());
        return at >= 0 && at < row.size() ? row.get(at).strip() : "";
    }
}
