package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.BackupDesk;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeBackup;
import dev.mintmark.job.HomeBusyException;
import dev.mintmark.job.HomeLock;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark backup}: also while a run is under way, which is asked for it then. */
@Command(
        name = "backup",
        description =
                "Copies ledger, log and the orders' wrapped keys into one file, also while a run is under way. Not in "
                        + "it: the site key, test keys, keys of issuers and signers, and deliveries.")
final class BackupCommand implements Callable<Integer> {
    /** How long it is tried to get the home, before the answer is looked for again. */
    private static final Duration TURN = Duration.ofMillis(200);

    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(paramLabel = "FILE", description = "The backup: a zip, which must not be there yet.")
    private Path file;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Home home = HeldLedger.of(mintmark.home(), mintmark.environment()).home();
        if (Files.exists(file)) {
            throw new FaultException(
                    file.toString(), "is there already, and a backup replaces nothing", "name another file");
        }
        boolean asked = false;
        boolean made = false;
        while (!made) {
            try (HomeLock held = HomeLock.acquire(home, TURN)) {
                // the run may have answered just before it ended
                asked = asked && BackupDesk.answered(home);
                if (!asked) {
                    here(home);
                }
                made = true;
            } catch (HomeBusyException e) {
                if (!asked) {
                    BackupDesk.ask(home, file);
                    asked = true;
                }
                made = BackupDesk.answered(home);
            }
        }
        tell(home, asked);
        return ExitCode.DONE.number();
    }

    private void here(Home home) throws IOException {
        BackupDesk.withdraw(home);
        try (LedgerDatabase database = LedgerDatabase.openToRead(home.ledger(), mintmark.environment())) {
            new HomeBackup(home, new Ledger(database), MintmarkCommand.clock()).write(file);
        }
    }

    private void tell(Home home, boolean whileRunning) throws IOException {
        boolean elsewhere = mintmark.environment().containsKey("MINTMARK_LEDGER_URL");
        if (json) {
            System.out.print(PrettyJson.text(PrettyJson.object()
                    .put("home", home.root().toString())
                    .put("backup", file.toAbsolutePath().toString())
                    .put("bytes", Files.size(file))
                    .put("ledger", !elsewhere)
                    .put("during_a_run", whileRunning)));
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %,d bytes%s%n  keep it apart from the site key: with both, every passcode can be made%n",
                file,
                Files.size(file),
                whileRunning ? ", made while a run goes on" : "");
        if (elsewhere) {
            System.out.println("  the ledger is not in it: run pg_dump before each backup");
        }
    }
}
