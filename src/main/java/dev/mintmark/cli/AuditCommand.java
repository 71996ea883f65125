package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.job.LedgerAudit;
import dev.mintmark.job.LogProofs;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark audit}: whether the log is whole, and what it proves. */
@Command(
        name = "audit",
        description = "Whether the transparency log is whole, and proofs of what is in it.",
        subcommands = {AuditCommand.Verify.class, AuditCommand.Prove.class})
final class AuditCommand extends CommandGroup {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private interface InLedger<T> {
        T work(Home home, Ledger ledger) throws Exception;
    }

    private <T> T inLedger(InLedger<T> work) throws Exception {
        Home home = mintmark().home();
        if (!Files.isDirectory(home.ledger()) && !mintmark().environment().containsKey("MINTMARK_LEDGER_URL")) {
            throw new FaultException(
                    home.root().toString(), "no order has been started here", "name the home: --home DIR");
        }
        try (HomeLock held = HomeLock.acquire(home, PATIENCE);
                LedgerDatabase database =
                        LedgerDatabase.openToRead(home.ledger(), mintmark().environment())) {
            return work.work(home, new Ledger(database));
        }
    }

    /** {@code mintmark audit verify}: exit code 5 if anything is not as it was signed. */
    @Command(
            name = "verify",
            description = "Compares the log with its signed checkpoints, the ledger with the log, and counts what was "
                    + "signed. Changes nothing.")
    static final class Verify implements Callable<Integer> {
        @ParentCommand
        private AuditCommand audit;

        @Option(
                names = "--against",
                paramLabel = "CHECKPOINT",
                description =
                        "A checkpoint that somebody holds, such as a delivery's log/checkpoint: does the log still "
                                + "extend it?")
        private Path against;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            LedgerAudit.Report report = audit.inLedger((home, ledger) ->
                    new LedgerAudit(home, audit.mintmark().site(), ledger).verify(Optional.ofNullable(against)));
            System.out.print(json ? json(report) : text(report));
            return (report.findings().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS).number();
        }

        private static String text(LedgerAudit.Report report) {
            StringBuilder text = new StringBuilder();
            for (LedgerAudit.Finding finding : report.findings()) {
                text.append(finding.code());
                finding.entry().ifPresent(entry -> text.append(" entry ").append(entry));
                text.append(": ").append(finding.text()).append(System.lineSeparator());
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%,d certificates signed%s%s, %,d DACs in the ledger, %,d in the log; %,d signed once more%n",
                    report.signed(),
                    report.notStored() == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT, " (%,d of them lost and to be signed again)", report.notStored()),
                    report.adopted() == 0 ? "" : String.format(Locale.ROOT, " and %,d adopted", report.adopted()),
                    report.dacs(),
                    report.logged(),
                    report.reSigned()));
            if (report.lost()) {
                text.append(String.format(
                        "the checkpoint held was lost, and the log says so: since then it is extended by another%n"));
            }
            return text.append(String.format(
                            Locale.ROOT,
                            "audited %s: %,d entries%s, %,d finding%s%n",
                            report.origin(),
                            report.entries(),
                            report.waiting() == 0
                                    ? ""
                                    : String.format(Locale.ROOT, " and %,d to come", report.waiting()),
                            report.findings().size(),
                            report.findings().size() == 1 ? "" : "s"))
                    .toString();
        }

        private static String json(LedgerAudit.Report report) {
            ObjectNode root = PrettyJson.object();
            root.put("origin", report.origin());
            root.put("entries", report.entries());
            root.put("entries_waiting", report.waiting());
            root.put("signed", report.signed());
            root.put("signed_again", report.reSigned());
            root.put("signed_not_stored", report.notStored());
            root.put("adopted", report.adopted());
            root.put("dacs_in_ledger", report.dacs());
            root.put("dacs_in_log", report.logged());
            root.put("held_is_recorded_loss", report.lost());
            ArrayNode findings = root.putArray("findings");
            for (LedgerAudit.Finding finding : report.findings()) {
                ObjectNode one = findings.addObject().put("code", finding.code());
                finding.entry().ifPresent(entry -> one.put("entry", entry));
                one.put("text", finding.text());
            }
            return PrettyJson.text(root);
        }
    }

    /** {@code mintmark audit prove}. */
    @Command(name = "prove", description = "Writes the proof that a DAC is in the log, for who has no mintmark.")
    static final class Prove implements Callable<Integer> {
        @ParentCommand
        private AuditCommand audit;

        @Parameters(
                paramLabel = "DAC|ID",
                description = "A DAC's file, or a module id, MAC, serial number or DAC serial number (hex).")
        private String what;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "The proof's file (default: named after the module); the entry is put beside it.")
        private Path out;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            LogProofs.Proof proof = audit.inLedger((home, ledger) ->
                    new LogProofs(home, audit.mintmark().site(), ledger).prove(what, Optional.ofNullable(out)));
            System.out.print(json ? json(proof) : text(proof));
            return ExitCode.DONE.number();
        }

        private static String text(LogProofs.Proof proof) {
            return String.format(
                    Locale.ROOT,
                    "module %s, order %s, place %d: entry %d of %d%n  proof: %s%n  entry: %s%n  log's key: %s%n",
                    proof.moduleId(),
                    proof.order(),
                    proof.seq(),
                    proof.index(),
                    proof.size(),
                    proof.proof(),
                    proof.entry(),
                    proof.verifierKey());
        }

        private static String json(LogProofs.Proof proof) {
            return PrettyJson.text(PrettyJson.object()
                    .put("order", proof.order())
                    .put("seq", proof.seq())
                    .put("module_id", proof.moduleId())
                    .put("index", proof.index())
                    .put("size", proof.size())
                    .put("proof", proof.proof().toString())
                    .put("entry", proof.entry().toString())
                    .put("verifier_key", proof.verifierKey()));
        }
    }
}
