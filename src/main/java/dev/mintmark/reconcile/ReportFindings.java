package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.History;
import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.Step;
import dev.mintmark.reported.RowFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What in a factory's reports does not agree with the ledger or with itself. Each is found once, however many rows tell of it. */
public final class ReportFindings {
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Map<FindingCode, Rows>> refused = new LinkedHashMap<>();
    private final Map<String, List<DacSighting>> sightings = new LinkedHashMap<>();
    private final Set<String> twoDacs = new HashSet<>();

    private static final class Rows {
        private final RefusedRow first;
        private int more = -1;

        Rows(RefusedRow first) {
            this.first = first;
        }

        String evidence() {
            String row = "%s, %s: %s".formatted(place(first.report(), first.line()), first.event(), first.reason());
            return more > 0 ? row + "; and %d rows more".formatted(more) : row;
        }
    }

    private static String place(int report, int line) {
        return "report %d, line %d".formatted(report, line);
    }

    /** Of a module of which reports tell. */
    public void module(ReportedModule module) {
        History history = module.history();
        int tooMany = history.labelsTooMany();
        if (tooMany > 0) {
            add(
                    FindingCode.LABELS_OVERPRINTED,
                    module.moduleId(),
                    "%d labels printed, flashed %d times, %d reprints declared"
                            .formatted(
                                    history.count(ModuleEvent.LABELLED),
                                    history.count(ModuleEvent.FLASHED),
                                    history.count(ModuleEvent.REPRINTED)));
        }
        boolean noted = history.steps().stream()
                .anyMatch(step ->
                        step.event() == ModuleEvent.SCRAPPED && !step.note().isBlank());
        if (module.disposition() == Disposition.SCRAPPED && !noted) {
            add(FindingCode.SCRAPPED_WITHOUT_NOTE, module.moduleId(), source(module, history.deciding()));
        }
    }

    private static String source(ReportedModule module, Optional<Step> step) {
        return module.taken().stream()
                .filter(taken -> step.equals(Optional.of(taken.step())))
                .findFirst()
                .map(taken -> "%s, at %s"
                        .formatted(
                                place(taken.report(), taken.line()),
                                taken.step().at()))
                .orElse("");
    }

    public void refused(RefusedRow row) {
        code(row).ifPresent(code -> refused.computeIfAbsent(row.moduleId(), id -> new LinkedHashMap<>())
                .computeIfAbsent(code, first -> new Rows(row))
                .more++);
    }

    private static Optional<FindingCode> code(RefusedRow row) {
        return Optional.ofNullable(
                switch (RowFault.valueOf(row.code())) {
                    case MODULE_UNKNOWN ->
                        row.event().equals(ModuleEvent.FLASHED.word())
                                ? FindingCode.FLASHED_NEVER_ISSUED
                                : FindingCode.REPORT_ROW_UNKNOWN;
                    case OTHER_ORDER -> FindingCode.REPORTED_IN_OTHER_ORDER;
                    case NOT_DELIVERED -> FindingCode.REPORTED_UNDELIVERED;
                    case STEP_NOT_ALLOWED -> FindingCode.REPORT_CONTRADICTED;
                    default -> null;
                });
    }

    public void sighting(DacSighting sighting) {
        sightings
                .computeIfAbsent(sighting.dacSha256(), dac -> new ArrayList<>())
                .add(sighting);
    }

    public void twin(Twin twin) {
        if (twoDacs.add(twin.moduleId())) {
            add(
                    FindingCode.MODULE_WITH_TWO_DACS,
                    twin.moduleId(),
                    "has a live DAC in order %s too: module %s, place %d"
                            .formatted(twin.otherOrder(), twin.otherModuleId(), twin.otherSeq()));
        }
    }

    /** All of them, after the last of what was given. */
    public List<Finding> findings() {
        refused.forEach((moduleId, codes) -> {
            if (codes.containsKey(FindingCode.FLASHED_NEVER_ISSUED)) {
                codes.remove(FindingCode.REPORT_ROW_UNKNOWN);
            }
            codes.forEach((code, rows) -> add(code, moduleId, rows.evidence()));
        });
        sightings.values().forEach(this::judge);
        return List.copyOf(findings);
    }

    /** Of one DAC that was seen where it does not belong. */
    private void judge(List<DacSighting> seen) {
        DacSighting first = seen.get(0);
        Set<String> modules = new TreeSet<>();
        seen.forEach(one -> modules.add(one.moduleId()));
        String where = place(first.report(), first.line());
        if (first.owner().isEmpty()) {
            modules.forEach(module -> add(
                    FindingCode.FLASHED_NEVER_ISSUED,
                    module,
                    "%s: bears a DAC that was not issued here, SHA-256 %s".formatted(where, first.dacSha256())));
            return;
        }
        DacSighting.Owner owner = first.owner().get();
        if (owner.isReported() || modules.size() > 1) {
            add(
                    FindingCode.DAC_ON_TWO_MODULES,
                    owner.moduleId(),
                    "%s: its DAC, of order %s, is in %s%s"
                            .formatted(
                                    where,
                                    owner.order(),
                                    String.join(", ", modules),
                                    owner.isReported() ? ", and reported in the module itself" : ""));
        } else if (twoDacs.add(first.moduleId())) {
            add(
                    FindingCode.MODULE_WITH_TWO_DACS,
                    first.moduleId(),
                    "%s: bears the DAC of module %s, order %s, beside its own"
                            .formatted(where, owner.moduleId(), owner.order()));
        }
    }

    private void add(FindingCode code, String subject, String evidence) {
        findings.add(new Finding(code, subject, evidence));
    }
}
