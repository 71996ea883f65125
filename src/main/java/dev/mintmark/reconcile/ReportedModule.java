package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.History;
import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.Step;
import dev.mintmark.disposition.TakenStep;
import java.util.List;
import java.util.function.Predicate;

/** A DAC of which reports tell. */
public final class ReportedModule {
    private final int seq;
    private final String moduleId;
    private final boolean superseded;
    private final List<TakenStep> taken;
    private final History history;

    /**
     * @param seq its place in the order
     * @param superseded whether its module has another DAC since
     * @param taken its steps, in any order
     */
    public ReportedModule(int seq, String moduleId, boolean superseded, List<TakenStep> taken) {
        this.seq = seq;
        this.moduleId = moduleId;
        this.superseded = superseded;
        this.taken = List.copyOf(taken);
        this.history = History.of(taken.stream().map(TakenStep::step).toList());
    }

    public int seq() {
        return seq;
    }

    public String moduleId() {
        return moduleId;
    }

    public List<TakenStep> taken() {
        return taken;
    }

    public History history() {
        return history;
    }

    public Disposition disposition() {
        return superseded ? Disposition.SUPERSEDED : history.disposition();
    }

    /** Whether the step that decides where it is was signed for. */
    boolean isDecidedBySigned() {
        return !superseded
                && history.deciding().map(step -> isSigned(step::equals)).orElse(false);
    }

    /** Whether a step of this kind was signed for. */
    boolean isSigned(ModuleEvent event) {
        return isSigned(step -> step.event() == event);
    }

    private boolean isSigned(Predicate<Step> which) {
        return taken.stream().anyMatch(one -> one.signed() && which.test(one.step()));
    }
}
