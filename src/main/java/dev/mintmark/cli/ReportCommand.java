package dev.mintmark.cli;

import dev.mintmark.job.ReceiptIntake;
import dev.mintmark.job.ReceiptOutcome;
import dev.mintmark.order.OrderId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark report}: takes in receipts. Exit code 4 if one of them is refused; the others count. */
@Command(
        name = "report",
        description =
                "Takes in a factory's receipts: SHA256SUMS of a delivery, signed with openssl as its VERIFY.txt says. "
                        + "Safe to repeat; what is refused changes nothing.")
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(index = "0", paramLabel = "ORDER", description = "The order's id.")
    private String order;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Receipts: receipt.p7s.")
    private List<Path> files;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        OrderId id = CloseCommand.id(order);
        List<ReceiptOutcome> outcomes = HeldLedger.of(mintmark.home(), mintmark.environment())
                .with(ledger -> new ReceiptIntake(mintmark.home(), mintmark.site(), ledger, MintmarkCommand.clock())
                        .take(id, files));
        if (json) {
            System.out.print(json(id, outcomes));
        } else {
            outcomes.forEach(outcome -> tell(id, outcome));
        }
        boolean refused = outcomes.stream().anyMatch(ReceiptOutcome.Refused.class::isInstance);
        return (refused ? ExitCode.REFUSED : ExitCode.DONE).number();
    }

    private static void tell(OrderId id, ReceiptOutcome outcome) {
        if (outcome instanceof ReceiptOutcome.Acknowledged good) {
            System.out.printf(
                    "%s: delivery %04d %s, signed %s by %s%n",
                    id,
                    good.delivery(),
                    good.now() ? "acknowledged" : "was acknowledged before",
                    good.signedAt(),
                    good.signer());
        } else if (outcome instanceof ReceiptOutcome.Refused refused) {
            System.err.printf("mintmark: %s: %s: %s%n", refused.file(), refused.fault(), refused.reason());
        }
    }

    private static String json(OrderId id, List<ReceiptOutcome> outcomes) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.put("order", id.value());
        ArrayNode files = root.putArray("files");
        for (ReceiptOutcome outcome : outcomes) {
            ObjectNode file = files.addObject();
            file.put("file", outcome.file().toString());
            if (outcome instanceof ReceiptOutcome.Acknowledged good) {
                file.put("result", good.now() ? "acknowledged" : "acknowledged_before");
                file.put("delivery", good.delivery());
                file.put("signer_sha256", good.signer());
                file.put("signed_at", good.signedAt().toString());
            } else if (outcome instanceof ReceiptOutcome.Refused refused) {
                file.put("result", "refused");
                file.put("code", refused.fault().name());
                file.put("reason", refused.reason());
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + System.lineSeparator();
    }
}
