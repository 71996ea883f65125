package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.job.HomeRestore;
import dev.mintmark.job.Recovery;
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
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark recover}. */
@Command(
        name = "recover",
        description = "Brings an old ledger up to its log, and where that is as old, up to the signed manifests and "
                + "deliveries, so that no key gets a second certificate. Whole or not at all; safe to repeat.")
final class RecoverCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParentCommand
    private MintmarkCommand mintmark;

    @Option(
            names = "--from",
            paramLabel = "BACKUP",
            description =
                    "First puts back the ledger of a backup, and what is missing of keys and log; the ledger that is "
                            + "there is kept beside.")
    private Path backup;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    private Optional<HomeRestore.Restored> restored = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Home home = mintmark.home();
        boolean elsewhere = mintmark.environment().containsKey("MINTMARK_LEDGER_URL");
        if (backup == null && !Files.isDirectory(home.ledger()) && !Files.isDirectory(home.log()) && !elsewhere) {
            throw new FaultException(
                    home.root().toString(),
                    "has neither ledger nor log",
                    "name a backup: mintmark recover --from FILE; or the home: --home DIR");
        }
        if (backup != null && !Files.isRegularFile(backup)) {
            throw new FaultException(backup.toString(), "there is no such file", "name a backup");
        }
        try (HomeLock held = HomeLock.acquire(home, PATIENCE)) {
            if (backup != null) {
                restored = Optional.of(new HomeRestore(home, MintmarkCommand.clock()).restore(backup, !elsewhere));
            }
            try (LedgerDatabase database = LedgerDatabase.open(home.ledger(), mintmark.environment())) {
                Recovery.Report report =
                        new Recovery(home, mintmark.site(), new Ledger(database), MintmarkCommand.clock()).recover();
                System.out.print(json ? json(report) : text(report));
            }
        }
        return ExitCode.DONE.number();
    }

    private String text(Recovery.Report report) {
        StringBuilder text = new StringBuilder();
        restored.ifPresent(back -> {
            text.append(String.format(
                    Locale.ROOT,
                    "put back: %s%,d keys, %,d files of the log%n",
                    back.ledger() ? "the ledger, " : "",
                    back.keys(),
                    back.logFiles()));
            if (!back.kept().isEmpty()) {
                text.append("  the ledger that was there: %s%n".formatted(back.kept()));
            }
        });
        if (report.isNothing()) {
            return text.append("nothing to do: the ledger is as new as its log, its manifests and deliveries%n"
                            .formatted())
                    .toString();
        }
        text.append(String.format(
                Locale.ROOT, "recovered: %,d entries in the log, %,d before%n", report.after(), report.before()));
        report.replayed().forEach((kind, count) -> text.append(String.format(Locale.ROOT, "  %,8d %s%n", count, kind)));
        if (report.partitions() > 0) {
            text.append(String.format(
                    Locale.ROOT, "  %,8d partitions' hashes, from signed manifests%n", report.partitions()));
        }
        for (Recovery.Delivery delivery : report.deliveries()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s, delivery %04d: %,d modules known from its manifest alone, by hash%s%n",
                    delivery.order(),
                    delivery.number(),
                    delivery.modules(),
                    delivery.lost()
                            .map(size -> String.format(
                                    Locale.ROOT, "; the log it was made with, of %,d entries, is lost", size))
                            .orElse("")));
        }
        report.closed().forEach(order -> text.append("  %s is closed: its key is destroyed again%n".formatted(order)));
        report.incomplete()
                .forEach(order -> text.append(
                        "  %s: no signed manifest tells of its partitions; put it back and repeat%n".formatted(order)));
        report.reports()
                .forEach(one -> text.append("  report lost with its file, take it in again: %s%n".formatted(one)));
        return text.toString();
    }

    private String json(Recovery.Report report) {
        ObjectNode root = PrettyJson.object();
        restored.ifPresent(back -> root.putObject("restored")
                .put("ledger", back.ledger())
                .put("ledger_kept", back.kept())
                .put("keys", back.keys())
                .put("log_files", back.logFiles()));
        root.put("nothing_to_do", report.isNothing());
        root.put("entries_before", report.before());
        root.put("entries", report.after());
        ObjectNode replayed = root.putObject("replayed");
        report.replayed().forEach(replayed::put);
        root.put("partitions", report.partitions());
        ArrayNode deliveries = root.putArray("deliveries");
        for (Recovery.Delivery delivery : report.deliveries()) {
            ObjectNode one = deliveries
                    .addObject()
                    .put("order", delivery.order())
                    .put("delivery", delivery.number())
                    .put("modules", delivery.modules());
            delivery.lost().ifPresent(size -> one.put("lost_checkpoint_size", size));
        }
        ArrayNode closed = root.putArray("closed_again");
        report.closed().forEach(closed::add);
        ArrayNode incomplete = root.putArray("without_partitions");
        report.incomplete().forEach(incomplete::add);
        ArrayNode reports = root.putArray("reports_without_file");
        report.reports().forEach(reports::add);
        return PrettyJson.text(root);
    }
}
