package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.job.Home;
import dev.mintmark.job.Phase;
import dev.mintmark.order.OrderId;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusBoardTest {
    /** Not at the next tick: who looks between two phases would take a run for none. */
    @Test
    void aPhaseThatBeginsIsShownAtOnce(@TempDir Path root) {
        Home home = new Home(root);
        try (StatusBoard board = new StatusBoard(home, Clock.systemUTC())) {
            board.begin(new OrderId("PO-1"), Phase.PACKAGE, 4, 1);

            assertThat(home.status())
                    .content()
                    .contains("\"order\" : \"PO-1\"", "\"phase\" : \"package\"", "\"done\" : 1", "\"total\" : 4");
        }
    }
}
