package dev.mintmark.cli;

import dev.mintmark.job.ReportIntake;
import dev.mintmark.job.ReportOutcome;
import dev.mintmark.order.OrderId;
import dev.mintmark.reported.ReportRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark report}: takes in receipts and reports. Exit code 4 if a file or a row is refused; the others count. */
@Command(
        name = "report",
        description =
                "Takes in what a factory sends: receipts (SHA256SUMS of a delivery, signed as its VERIFY.txt says) and "
                        + "reports of what became of modules (CSV or NDJSON; a signature FILE.p7s beside one counts with it). "
                        + "Safe to repeat; what is refused changes nothing.")
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(index = "0", paramLabel = "ORDER", description = "The order's id.")
    private String order;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Receipts and reports: receipt.p7s, shift-1.csv, shift-2.ndjson.")
    private List<Path> files;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        OrderId id = CloseCommand.id(order);
        List<ReportOutcome> outcomes = HeldLedger.of(mintmark.home(), mintmark.environment())
                .with(ledger -> new ReportIntake(mintmark.home(), mintmark.site(), ledger, MintmarkCommand.clock())
                        .take(id, files));
        if (json) {
            System.out.print(json(id, outcomes));
        } else {
            outcomes.forEach(outcome -> tell(id, outcome));
        }
        boolean refused = outcomes.stream().anyMatch(ReportOutcome::isRefused);
        return (refused ? ExitCode.REFUSED : ExitCode.DONE).number();
    }

    private static void tell(OrderId id, ReportOutcome outcome) {
        if (outcome instanceof ReportOutcome.Acknowledged good) {
            System.out.printf(
                    "%s: delivery %04d %s, signed %s by %s%n",
                    id,
                    good.delivery(),
                    good.now() ? "acknowledged" : "was acknowledged before",
                    good.signedAt(),
                    good.signer());
        } else if (outcome instanceof ReportOutcome.Taken taken) {
            for (ReportRow.Refused row : taken.refused()) {
                System.err.printf(
                        "mintmark: %s:%d: %s: %s%s%n",
                        taken.file(),
                        row.line(),
                        row.fault(),
                        row.moduleId().isEmpty() ? "" : row.moduleId() + ": ",
                        row.reason());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s: %,d rows taken, %,d known before, %,d refused; %s%n",
                    id,
                    taken.file().getFileName(),
                    taken.taken(),
                    taken.known(),
                    taken.refused().size(),
                    taken.now()
                            ? "report %d, %s"
                                    .formatted(
                                            taken.number(),
                                            taken.signer()
                                                    .map(by -> "signed by " + by)
                                                    .orElse("not signed"))
                            : "nothing new");
        } else if (outcome instanceof ReportOutcome.Refused refused) {
            System.err.printf("mintmark: %s: %s: %s%n", refused.file(), refused.code(), refused.reason());
        }
    }

    private static String json(OrderId id, List<ReportOutcome> outcomes) {
        ObjectNode root = PrettyJson.object();
        root.put("order", id.value());
        ArrayNode files = root.putArray("files");
        for (ReportOutcome outcome : outcomes) {
            ObjectNode file = files.addObject();
            file.put("file", outcome.file().toString());
            if (outcome instanceof ReportOutcome.Acknowledged good) {
                file.put("result", good.now() ? "acknowledged" : "acknowledged_before");
                file.put("delivery", good.delivery());
                file.put("signer_sha256", good.signer());
                file.put("signed_at", good.signedAt().toString());
            } else if (outcome instanceof ReportOutcome.Taken taken) {
                file.put("result", taken.now() ? "taken" : "nothing_new");
                if (taken.now()) {
                    file.put("report", taken.number());
                }
                file.put("signer_sha256", taken.signer().orElse(null));
                file.put("taken", taken.taken());
                file.put("known", taken.known());
                rows(file.putArray("refused"), taken.refused());
            } else if (outcome instanceof ReportOutcome.Refused refused) {
                file.put("result", "refused");
                file.put("code", refused.code());
                file.put("reason", refused.reason());
            }
        }
        return PrettyJson.text(root);
    }

    private static void rows(ArrayNode to, List<ReportRow.Refused> refused) {
        for (ReportRow.Refused row : refused) {
            to.addObject()
                    .put("line", row.line())
                    .put("module_id", row.moduleId())
                    .put("code", row.fault().name())
                    .put("reason", row.reason());
        }
    }
}
