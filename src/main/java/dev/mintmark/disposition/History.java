package dev.mintmark.disposition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that was reported of a delivered module: a path through the table of {@link ModuleEvent}, by the time of the events and not
 * of the reports. So a report that comes late changes what was, and a report that comes twice nothing.
 */
public final class History {
    private final List<Step> steps;

    private History(List<Step> steps) {
        this.steps = steps;
    }

    /** @param steps in any order; each was allowed when it was taken */
    public static History of(Collection<Step> steps) {
        return new History(steps.stream().sorted(Step.BY_TIME).toList());
    }

    public List<Step> steps() {
        return steps;
    }

    public boolean has(Step step) {
        return steps.contains(step);
    }

    /** With one step more; empty if it, or what is known to have come after it, could not have happened then. */
    public Optional<History> with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        History longer = of(more);
        Disposition now = Disposition.DELIVERED;
        for (Step each : longer.steps) {
            if (!each.event().mayFollow(now)) {
                return Optional.empty();
            }
            now = each.event().leadsTo().orElse(now);
        }
        return Optional.of(longer);
    }

    /** The last step that gave the module its disposition; empty as long as that is that it was delivered. */
    public Optional<Step> deciding() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).event().leadsTo().isPresent()) {
                return Optional.of(steps.get(i));
            }
        }
        return Optional.empty();
    }

    public Disposition disposition() {
        return deciding().flatMap(step -> step.event().leadsTo()).orElse(Disposition.DELIVERED);
    }

    public boolean has(ModuleEvent event) {
        return steps.stream().anyMatch(step -> step.event() == event);
    }

    /** Distinct times and stations at which it happened: a note that was put right makes no second label. */
    public int count(ModuleEvent event) {
        Set<List<Object>> happened = new HashSet<>();
        for (Step step : steps) {
            if (step.event() == event) {
                happened.add(List.of(step.at(), step.station()));
            }
        }
        return happened.size();
    }

    /** Labels beyond one each time it was flashed and each reprint that was declared. What was shipped was flashed. */
    public int labelsTooMany() {
        int flashed = Math.max(count(ModuleEvent.FLASHED), has(ModuleEvent.SHIPPED) ? 1 : 0);
        return Math.max(0, count(ModuleEvent.LABELLED) - flashed - count(ModuleEvent.REPRINTED));
    }
}
