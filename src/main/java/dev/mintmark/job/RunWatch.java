package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import java.util.List;

/** Is told how far a run is. Safe for several threads; never slows or fails a run. */
public interface RunWatch {
    /**
     * @param total how many it will be; 0 if nobody knows yet
     * @param before how many of them an earlier run did
     */
    void begin(OrderId order, Phase phase, long total, long before);

    /** So many more are done. */
    void advance(long count);

    /** The phase is over. */
    void end();

    /** Something a person should read now, on a line of its own. */
    void say(String message);

    /** Tells each of {@code watches}. */
    static RunWatch all(List<RunWatch> watches) {
        return new RunWatch() {
            @Override
            public void begin(OrderId order, Phase phase, long total, long before) {
                watches.forEach(watch -> watch.begin(order, phase, total, before));
            }

            @Override
            public void advance(long count) {
                watches.forEach(watch -> watch.advance(count));
            }

            @Override
            public void end() {
                watches.forEach(RunWatch::end);
            }

            @Override
            public void say(String message) {
                watches.forEach(watch -> watch.say(message));
            }
        };
    }
}
