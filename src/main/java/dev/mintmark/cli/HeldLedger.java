package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** The ledger of a home that has one, held alone while something is done with it. */
record HeldLedger(Home home, Map<String, String> environment) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * @throws FaultException if no order has been started there
     */
    static HeldLedger of(Home home, Map<String, String> environment) {
        if (!Files.isDirectory(home.ledger()) && !environment.containsKey("MINTMARK_LEDGER_URL")) {
            throw new FaultException(
                    home.root().toString(), "no order has been started here", "name the home: --home DIR");
        }
        return new HeldLedger(home, environment);
    }

    /** What is done. */
    interface Work<T> {
        T with(Ledger ledger) throws Exception;
    }

    /** As {@link #with}, for who changes nothing: in PostgreSQL also while a run in another home changes it. */
    <T> T toRead(Work<T> work) throws Exception {
        try (HomeLock held = HomeLock.acquire(home, PATIENCE);
                LedgerDatabase database = LedgerDatabase.openToRead(home.ledger(), environment)) {
            return work.with(new Ledger(database));
        }
    }

    <T> T with(Work<T> work) throws Exception {
        try (HomeLock held = HomeLock.acquire(home, PATIENCE);
                LedgerDatabase database = LedgerDatabase.open(home.ledger(), environment)) {
            return work.with(new Ledger(database));
        }
    }
}
