package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.History;
import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.TakenStep;
import java.util.List;
import java.util.function.Predicate;

/**
 * A DAC of which reports tell.
 *
 * @param seq its place in the order
 * @param superseded whether its module has another DAC since
 * @param taken its steps, in any order
 */
public record ReportedModule(int seq, String moduleId, boolean superseded, List<TakenStep> taken) {
    public ReportedModule {
        taken = List.copyOf(taken);
    }

    public History history() {
        return History.of(taken.stream().map(TakenStep::step).toList());
    }

    public Disposition disposition() {
        return superseded ? Disposition.SUPERSEDED : history().disposition();
    }

    /** Whether the step that decides where it is was signed for. */
    boolean isDecidedBySigned() {
        return !superseded
                && history().deciding().map(step -> isSigned(step::equals)).orElse(false);
    }

    /** Whether a step of this kind was signed for. */
    boolean isSigned(ModuleEvent event) {
        return isSigned(step -> step.event() == event);
    }

    private boolean isSigned(Predicate<dev.mintmark.disposition.Step> which) {
        return taken.stream().anyMatch(one -> one.signed() && which.test(one.step()));
    }
}
