package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.Findings;
import dev.mintmark.manifest.ManifestColumn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Takes the manifest that the ledger gives, row by row, and tells which rows of the signed one are others. No cell has a comma. */
final class ManifestRows extends Writer {
    /** Rows told one by one; a reader who sees as many has understood. */
    private static final int TOLD = 20;

    private final BufferedReader signed;
    private final String place;
    private final Findings findings;
    private final StringBuilder line = new StringBuilder();
    private int row;
    private int differing;

    /**
     * @param signed the manifest as it was signed
     * @param place of it, as it is to be told
     */
    ManifestRows(BufferedReader signed, String place, Findings findings) {
        this.signed = signed;
        this.place = place;
        this.findings = findings;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            if (text[i] == '\n') {
                compare(line.toString().stripTrailing());
                line.setLength(0);
            } else {
                line.append(text[i]);
            }
        }
    }

    private void compare(String given) throws IOException {
        row++;
        String found = signed.readLine();
        if (found == null) {
            tell("the ledger has this row, and the manifest ends before it");
        } else if (!found.equals(given)) {
            tell("the ledger has another "
                    + String.join(", ", differences(found.split(",", -1), given.split(",", -1))));
        }
    }

    private static List<String> differences(String[] found, String[] given) {
        List<String> columns = new ArrayList<>();
        for (ManifestColumn column : ManifestColumn.values()) {
            int i = column.ordinal();
            if (i >= found.length || i >= given.length || !found[i].equals(given[i])) {
                columns.add(column.title());
            }
        }
        return columns.isEmpty() ? List.of("row") : columns;
    }

    private void tell(String what) {
        differing++;
        if (differing <= TOLD) {
            findings.add(CheckCode.MANIFEST_DIFFERS, place + ":row " + row, "%s", what);
        }
    }

    /** After the ledger's last row. */
    @Override
    public void close() throws IOException {
        if (signed.readLine() != null) {
            row++;
            tell("the manifest has rows from here on that the ledger does not have");
        }
        if (differing > TOLD) {
            findings.add(
                    CheckCode.MANIFEST_DIFFERS, place, "%d rows are others; the first %d are told", differing, TOLD);
        } else if (differing == 0) {
            findings.add(CheckCode.MANIFEST_DIFFERS, place, "is well signed, but its line ends are not mintmark's");
        }
    }

    @Override
    public void flush() {
        // nothing waits but the row that has not ended
    }
}
