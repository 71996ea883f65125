package dev.mintmark.cli;

import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.store.LedgerMove;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark ledger}: where the ledger is. */
@Command(name = "ledger", description = "Where the ledger is.", subcommands = LedgerCommand.Move.class)
final class LedgerCommand extends CommandGroup {
    /** {@code mintmark ledger move}: from H2 in the home into the PostgreSQL database that the environment names. */
    @Command(
            name = "move",
            description = "Moves a home's ledger into the empty PostgreSQL database that MINTMARK_LEDGER_URL names.")
    static final class Move implements Callable<Integer> {
        @ParentCommand
        private LedgerCommand ledger;

        @Override
        public Integer call() throws Exception {
            Home home = ledger.mintmark().home();
            try (HomeLock held = HomeLock.acquire(home, Duration.ofSeconds(10))) {
                LedgerMove.Moved moved =
                        LedgerMove.move(home.ledger(), ledger.mintmark().environment());
                System.out.printf("moved: %,d rows of %d tables, to %s%n", moved.rows(), moved.tables(), moved.to());
                System.out.println("no longer used: " + moved.aside());
            }
            return ExitCode.DONE.number();
        }
    }
}
