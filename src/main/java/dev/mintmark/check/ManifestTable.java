package dev.mintmark.check;

import dev.mintmark.manifest.ListedModule;
import java.util.ArrayList;
import java.util.List;

/** A lot's manifest.csv, read strictly. */
final class ManifestTable {
    private ManifestTable() {}

    /** @return the rows that can be read; none if the table cannot */
    static List<ListedModule> read(byte[] content, String place, Findings findings) {
        List<List<String>> cells;
        try {
            cells = StrictTable.read(content, ListedModule.titles(), StrictTable.CRLF);
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.MANIFEST_MALFORMED, place, "%s", e.getMessage());
            return List.of();
        }
        if (cells.isEmpty()) {
            findings.add(CheckCode.MANIFEST_MALFORMED, place, "it has no row");
        }
        List<ListedModule> rows = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            try {
                rows.add(ListedModule.of(cells.get(i)));
            } catch (IllegalArgumentException e) {
                findings.add(CheckCode.MANIFEST_MALFORMED, place + ":row " + (i + 2), "%s", e.getMessage());
            }
        }
        return rows;
    }
}
