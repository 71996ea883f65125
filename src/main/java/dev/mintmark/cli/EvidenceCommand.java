package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.OrderEvidence;
import dev.mintmark.order.OrderId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark evidence}: all an auditor takes home of one order, in one signed archive. */
@Command(
        name = "evidence",
        description =
                "Writes all that an auditor takes home of an order into one signed archive: what was ordered, what "
                        + "came in, every DAC, what was handed over, and the log's proofs. No secret is in it; its VERIFY.txt "
                        + "needs no mintmark. Works on a closed order too, and changes nothing.")
final class EvidenceCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(paramLabel = "ORDER", description = "The order's id.")
    private String order;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The archive (default: ORDER-evidence.tar.gz in the current folder).")
    private Path out;

    @Option(names = "--sample", paramLabel = "N", description = "Draws so many DACs for the auditor to check by hand.")
    private Integer count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "What the sample is drawn with, 1 to 64 of A-Z a-z 0-9 . _ -; the auditor names it "
                    + "(default: the log's root).")
    private String seed;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        OrderId id = CloseCommand.id(order);
        Path archive = out == null ? Path.of(id + "-evidence.tar.gz") : out;
        Path folder = archive.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(archive)) {
            throw new FaultException(
                    archive.toString(), "cannot be a file's name here", "name a file in a folder that is there");
        }
        Optional<OrderEvidence.Sample> sample = sample();
        OrderEvidence.Made made = HeldLedger.of(mintmark.home(), mintmark.environment())
                .toRead(ledger -> new OrderEvidence(
                                mintmark.home(),
                                mintmark.site(),
                                ledger,
                                MintmarkCommand.clock(),
                                MintmarkCommand.random())
                        .write(id, archive, sample));
        System.out.print(json ? json(id, made) : text(id, made));
        return ExitCode.DONE.number();
    }

    private Optional<OrderEvidence.Sample> sample() {
        if (count == null && seed != null) {
            throw new FaultException("--seed", "draws nothing without --sample", "say how many: --sample 25");
        }
        if (count == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OrderEvidence.Sample(count, Optional.ofNullable(seed)));
        } catch (IllegalArgumentException e) {
            throw new FaultException("--sample", e.getMessage(), "for instance --sample 25 --seed 2026-11-30");
        }
    }

    private static String text(OrderId id, OrderEvidence.Made made) {
        return String.format(
                Locale.ROOT,
                "%s: evidence in %s%n  SHA-256 of the archive: %s%n  signed by: %s%n  log: %,d entries, in a log of %,d%n"
                        + "  sample: %s%n",
                id,
                made.archive(),
                made.sha256(),
                made.signer(),
                made.entries(),
                made.size(),
                made.sampled() == 0 ? "none" : String.format(Locale.ROOT, "%,d DACs", made.sampled()));
    }

    private static String json(OrderId id, OrderEvidence.Made made) {
        return PrettyJson.text(PrettyJson.object()
                .put("order", id.value())
                .put("archive", made.archive().toString())
                .put("sha256", made.sha256())
                .put("signer_sha256", made.signer().replace(":", "").toLowerCase(Locale.ROOT))
                .put("log_entries", made.entries())
                .put("log_size", made.size())
                .put("sampled", made.sampled()));
    }
}
