package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Where an index has which of its columns. A column it does not know is refused: it might be a known one, misspelt. */
final class IndexColumns {
    private enum Column {
        MODULE_ID(true),
        SERIAL_NUMBER(false),
        MAC(false),
        CSR(true),
        SUPERSEDES(false),
        KEY_SALT(false);

        private final boolean required;

        Column(boolean required) {
            this.required = required;
        }

        private String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String EXPECTED =
            "the first row is not module_id,serial_number,mac,csr,supersedes,key_salt (in any order, of which module_id and csr are needed): ";
    private static final String PEM = "-----BEGIN";
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
        for (Column column : Column.values()) {
            if (column.required && !titles.contains(column.title())) {
                throw bad("\"%s\" is missing".formatted(column.title()));
            }
            unknown.remove(column.title());
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
        String id = value(Column.MODULE_ID, row);
        if (row.size() != titles.size()) {
            String reason = "the row has %d values, the first row %d".formatted(row.size(), titles.size());
            return new Refused(source, id, RejectCode.BAD_ROW, reason);
        }
        RejectCode code = RejectCode.BAD_MODULE_ID;
        try {
            ModuleId module = ModuleId.parse(id);
            code = RejectCode.BAD_SERIAL_NUMBER;
            Optional<SerialNumber> serialNumber = optional(Column.SERIAL_NUMBER, row, SerialNumber::new);
            code = RejectCode.BAD_MAC;
            Optional<MacAddress> mac = optional(Column.MAC, row, MacAddress::parse);
            code = RejectCode.BAD_SUPERSEDES;
            Optional<Bytes> supersedes = optional(Column.SUPERSEDES, row, IndexColumns::sha256);
            code = RejectCode.BAD_KEY_SALT;
            Optional<Bytes> keySalt = optional(Column.KEY_SALT, row, KeySalt::parse);
            code = RejectCode.NOT_BASE64;
            Bytes csr = csr(value(Column.CSR, row));
            return new SubmittedRequest(source, module, serialNumber, mac, supersedes, keySalt, csr);
        } catch (IllegalArgumentException e) {
            return new Refused(source, id, code, e.getMessage());
        }
    }

    private String value(Column column, List<String> row) {
        int at = titles.indexOf(column.title());
        return at >= 0 && at < row.size() ? row.get(at).strip() : "";
    }

    private <T> Optional<T> optional(Column column, List<String> row, Function<String, T> parse) {
        String text = value(column, row);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
    }

    private static Bytes sha256(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "superseded key \"%s\" is not 64 lower-case hex digits".formatted(FileSafe.printable(text)));
        }
        return Bytes.fromHex(text);
    }

    private static Bytes csr(String text) {
        if (text.startsWith(PEM)) {
            return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Bytes.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the value in column csr is neither base64 nor PEM", e);
        }
    }
}
