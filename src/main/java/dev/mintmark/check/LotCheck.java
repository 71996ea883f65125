package dev.mintmark.check;

import dev.mintmark.delivery.Bag;
import dev.mintmark.delivery.LotFiles;
import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.label.PrintedLabel;
import dev.mintmark.label.SheetReader;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks one lot in two passes over its files: the first learns what the lot is, the second takes each module's files together
 * and holds them against its row. So a lot of any size is checked in little memory. Used once.
 */
final class LotCheck {
    private static final Set<String> OF_THE_LOT =
            Set.of(LotContext.MANIFEST, LotContext.LABELS, LotContext.LABEL_SHEET, LotContext.PAI);

    private final String name;
    private final LotFiles files;
    private final Findings findings;
    private final Bag bag = new Bag();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final Set<String> present = new TreeSet<>();
    /** Files that are not what their list says, which nobody should read any further. */
    private final Set<String> damaged = new HashSet<>();

    private boolean whole;
    private Set<String> listed = Set.of();

    LotCheck(String name, LotFiles files, Findings findings) {
        this.name = name;
        this.files = files;
        this.findings = findings;
    }

    /** Reads the lists and the files of the whole lot. */
    void survey() throws IOException {
        files.read((path, content) -> {
            bag.add(path, content);
            present.add(path);
            if (OF_THE_LOT.contains(path)) {
                kept.put(path, content);
            }
            if (path.endsWith(".csv") && !isOnboardingCodes(path)) {
                StrictTable.passcodeTitles(content)
                        .forEach(title ->
                                findings.add(CheckCode.PASSCODE_COLUMN, place(path), "has a column \"%s\"", title));
            }
        });
        List<Bag.Difference> differences = bag.differences();
        whole = differences.isEmpty();
        for (Bag.Difference each : differences) {
            if (each.kind() == Bag.Kind.CHANGED || each.kind() == Bag.Kind.UNREADABLE) {
                damaged.add(each.path());
            }
            CheckCode code =
                    switch (each.kind()) {
                        case UNREADABLE -> CheckCode.BAG_UNREADABLE;
                        case MISSING -> CheckCode.FILE_MISSING;
                        case UNLISTED -> CheckCode.FILE_UNLISTED;
                        case CHANGED -> CheckCode.FILE_CHANGED;
                    };
            findings.add(code, place(each.path()), "the lot %s", each.text());
        }
        listed = bag.listed();
    }

    private static boolean isOnboardingCodes(String path) {
        return path.startsWith(LotContext.MODULES) && path.endsWith("-onb_codes.csv");
    }

    private String place(String path) {
        return LotContext.place(name, path);
    }

    /** The content of a file of the whole lot, if it is there and what its list says. */
    private Optional<byte[]> content(String path) {
        if (!present.contains(path) && !listed.contains(path)) {
            findings.add(CheckCode.FILE_MISSING, place(path), "no lot is without it");
        }
        return Optional.ofNullable(kept.get(path)).filter(content -> !damaged.contains(path));
    }

    /** The manifest's rows; none if it cannot be read. */
    List<ListedModule> rows() {
        Optional<byte[]> content = content(LotContext.MANIFEST);
        if (content.isEmpty() || !StrictTable.passcodeTitles(content.get()).isEmpty()) {
            return List.of();
        }
        return ManifestTable.read(content.get(), place(LotContext.MANIFEST), findings);
    }

    /** What the bag's own information must say, if that file is undamaged. */
    void bagInfo(Map<String, String> expected) {
        String info = "bag-info.txt";
        if (damaged.contains(info) || !present.contains(info)) {
            return;
        }
        Map<String, String> all = new LinkedHashMap<>(expected);
        if (whole) {
            all.put("Module-Count", String.valueOf(bag.modules().size()));
            all.put("Payload-Oxum", bag.oxum());
        }
        all.forEach((label, value) -> {
            if (!bag.info(label).equals(value)) {
                findings.add(CheckCode.LOT_MISLABELLED, place(info), "does not say \"%s: %s\"", label, value);
            }
        });
    }

    private Optional<AttestationCertificate> pai() {
        Optional<byte[]> content = content(LotContext.PAI);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String place = place(LotContext.PAI);
        try {
            AttestationCertificate pai = AttestationCertificate.parse(content.get());
            if (!pai.der().equals(Bytes.of(content.get()))) {
                throw new IllegalArgumentException("is in PEM, not DER");
            }
            DacRules.judgePai(pai, Optional.empty(), place, findings);
            return Optional.of(pai);
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.PAI_MALFORMED, place, "%s", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<LabelTable> labels(Set<ModuleId> modules) {
        Optional<byte[]> content = content(LotContext.LABELS);
        if (content.isEmpty() || !StrictTable.passcodeTitles(content.get()).isEmpty()) {
            return Optional.empty();
        }
        String place = place(LotContext.LABELS);
        try {
            return Optional.of(new LabelTable(content.get(), place, modules, findings));
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.LABELS_MALFORMED, place, "%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** The sheets, if the lot has them, have the rows' labels in the rows' order. */
    private void sheet(List<ListedModule> rows, LotContext context) {
        if (!present.contains(LotContext.LABEL_SHEET) || damaged.contains(LotContext.LABEL_SHEET)) {
            return;
        }
        String place = place(LotContext.LABEL_SHEET);
        List<PrintedLabel> labels;
        try {
            labels = SheetReader.read(kept.remove(LotContext.LABEL_SHEET));
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.LABEL_SHEET_MALFORMED, place, "%s", e.getMessage());
            return;
        }
        if (labels.size() != rows.size()) {
            findings.add(
                    CheckCode.LABEL_SHEET_MALFORMED,
                    place,
                    "has %d labels, the manifest %d modules",
                    labels.size(),
                    rows.size());
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            PrintedCheck.of(labels.get(i), rows.get(i))
                    .report(
                            findings,
                            CheckCode.LABEL_SHEET_DIFFERS,
                            context.place(rows.get(i)),
                            "labels.pdf prints another %s");
        }
    }

    /** Second pass: checks all modules on the crew. */
    void modules(List<ListedModule> rows, Crew crew, CheckWatch watch) throws IOException {
        Map<ModuleId, ListedModule> byId = new LinkedHashMap<>();
        rows.forEach(row -> byId.putIfAbsent(row.moduleId(), row));
        if (listed.contains(LotContext.DEVICES)) {
            Set<String> sound = new TreeSet<>(present);
            sound.retainAll(listed);
            sound.removeAll(damaged);
            new DevicesCheck(name, byId, findings).check(files, sound, crew, watch);
            return;
        }
        LotContext context = new LotContext(name, pai(), labels(byId.keySet()));
        sheet(rows, context);
        Map<String, Wanted> wanted = wanted(byId);
        unexpected(wanted, byId.keySet());
        DeclarationCheck declarations = new DeclarationCheck(context, findings);
        Crew.Task<ModuleCheck.Checked> task = crew.task(checked -> {
            findings.addAll(checked.findings().list());
            declarations.check(checked);
            watch.advance(1);
        });
        Map<ModuleId, Integer> left = new HashMap<>();
        wanted.forEach((path, file) -> left.merge(file.row().moduleId(), 1, Integer::sum));
        byId.forEach((id, row) -> {
            if (!left.containsKey(id)) {
                task.add(new ModuleCheck(context, row, Map.of())::check);
            }
        });
        Map<ModuleId, Map<ModuleFile, byte[]>> gathered = new HashMap<>();
        files.read((path, content) -> {
            Wanted file = wanted.get(path);
            if (file != null) {
                ModuleId id = file.row().moduleId();
                gathered.computeIfAbsent(id, key -> new EnumMap<>(ModuleFile.class))
                        .put(file.file(), content);
                if (left.merge(id, -1, Integer::sum) == 0) {
                    task.add(new ModuleCheck(context, file.row(), gathered.remove(id))::check);
                }
            }
        });
        task.finish();
    }

    private record Wanted(ListedModule row, ModuleFile file) {}

    /** Module files that are there and undamaged, by path. Those that nobody lists and that are missing are told. */
    private Map<String, Wanted> wanted(Map<ModuleId, ListedModule> rows) {
        Map<String, Wanted> wanted = new HashMap<>();
        for (ListedModule row : rows.values()) {
            for (ModuleFile file : ModuleFile.values()) {
                boolean told = !ModuleFile.PLACED.contains(file) || isPlaced(row, file);
                String path = LotContext.PAYLOAD + file.path(row.moduleId());
                if (told && present.contains(path) && !damaged.contains(path)) {
                    wanted.put(path, new Wanted(row, file));
                } else if (told && due(file) && !present.contains(path) && !listed.contains(path)) {
                    findings.add(
                            CheckCode.MODULE_FILE_MISSING, place(path), "the manifest has module %s", row.moduleId());
                }
            }
        }
        return wanted;
    }

    /** The one file beside the partition that a row's secure_cert_sha256 is of: fragments where there are any, else the image. */
    private boolean isPlaced(ListedModule row, ModuleFile file) {
        String fragments = LotContext.PAYLOAD + ModuleFile.FRAGMENTS.path(row.moduleId());
        return row.secureCertSha256().isPresent() && (file == ModuleFile.FRAGMENTS) == present.contains(fragments);
    }

    /** All modules of a lot have a file of a kind or none. */
    private boolean due(ModuleFile file) {
        return ModuleFile.ALWAYS.contains(file)
                || ModuleFile.PLACED.contains(file)
                || present.stream().anyMatch(path -> path.endsWith(file.ending()));
    }

    /** Files that are there and on the list, and that no manifest's row explains. */
    private void unexpected(Map<String, Wanted> wanted, Set<ModuleId> modules) {
        Set<String> known = new HashSet<>();
        modules.forEach(module -> known.add(module.value()));
        for (String module : bag.modules()) {
            if (!known.contains(module)) {
                findings.add(
                        CheckCode.MODULE_UNLISTED,
                        place(LotContext.MODULES + module),
                        "the manifest has no such module");
            }
        }
        for (String path : present) {
            boolean payload = path.startsWith(LotContext.PAYLOAD) && listed.contains(path) && !damaged.contains(path);
            String[] parts = path.split("/", 4);
            boolean ofStranger = path.startsWith(LotContext.MODULES) && parts.length == 4 && !known.contains(parts[2]);
            if (payload && !ofStranger && !OF_THE_LOT.contains(path) && !wanted.containsKey(path)) {
                findings.add(CheckCode.FILE_UNEXPECTED, place(path), "a lot has no such file");
            }
        }
    }
}
