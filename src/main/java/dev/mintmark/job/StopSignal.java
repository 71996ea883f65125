package dev.mintmark.job;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.batch.core.step.StepExecution;

/**
 * Whether somebody asked the run to stop. Each step looks here between two units of work and ends itself: nothing is
 * interrupted, and no other thread touches a step's row (spring-batch #5484).
 */
public final class StopSignal {
    private final AtomicBoolean asked = new AtomicBoolean();

    public void ask() {
        asked.set(true);
    }

    public boolean isAsked() {
        return asked.get();
    }

    /** Ends the step before its next unit of work if a stop was asked for; it then counts as stopped, not failed. */
    boolean ends(StepExecution step) {
        if (isAsked()) {
            step.setTerminateOnly();
        }
        return isAsked();
    }
}
