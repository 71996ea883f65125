package dev.mintmark.check;

import dev.mintmark.label.LabelsCsv;
import dev.mintmark.order.ModuleId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** labels.csv by module. The MAC, by which a line looks a label up, is compared with the manifest's. */
final class LabelTable {
    private static final int MODULE_ID = LabelsCsv.titles().indexOf("module_id");

    private final Map<String, LabelRow> byModule = new HashMap<>();

    /**
     * @param place of the file
     * @param known modules that the manifest lists: a label of another, or a second one, is a finding
     * @throws IllegalArgumentException if the file is not in its form
     */
    LabelTable(byte[] content, String place, Set<ModuleId> known, Findings findings) {
        List<List<String>> rows = StrictTable.read(content, LabelsCsv.titles(), StrictTable.CRLF);
        Set<String> names = new java.util.HashSet<>();
        known.forEach(module -> names.add(module.value()));
        for (int i = 0; i < rows.size(); i++) {
            String at = "%s:row %d".formatted(place, i + 2);
            String module = rows.get(i).get(MODULE_ID);
            if (!names.contains(module)) {
                findings.add(CheckCode.LABEL_DIFFERS, at, "the manifest has no module of that id");
            } else if (byModule.putIfAbsent(module, new LabelRow(at, rows.get(i))) != null) {
                findings.add(CheckCode.LABEL_DIFFERS, at, "a second row for module %s", module);
            }
        }
    }

    Optional<LabelRow> of(ModuleId module) {
        return Optional.ofNullable(byModule.get(module.value()));
    }
}
