package dev.mintmark.cli;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.TakenStep;
import dev.mintmark.job.ModuleTrace;
import dev.mintmark.store.JdbcTrace;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code mintmark trace}. */
@Command(
        name = "trace",
        description = "One module's whole life, from its request to what factories reported, over all orders.")
final class TraceCommand implements Callable<Integer> {
    @ParentCommand
    private MintmarkCommand mintmark;

    @Parameters(
            paramLabel = "ID",
            description = "A module id, MAC or serial number; a DAC's file, its SHA-256 or its serial number in hex.")
    private String id;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        ModuleTrace.Trace trace = HeldLedger.of(mintmark.home(), mintmark.environment())
                .toRead(ledger -> new ModuleTrace(ledger).trace(id));
        System.out.print(json ? json(trace) : text(trace));
        return ExitCode.DONE.number();
    }

    private static String text(ModuleTrace.Trace trace) {
        StringBuilder text = new StringBuilder();
        trace.lives().forEach(life -> text(text, life));
        for (JdbcTrace.RefusedIn refused : trace.refused()) {
            line(
                    text,
                    "order %s: report %d, line %d, refused: %s %s: %s",
                    refused.order(),
                    refused.row().report(),
                    refused.row().line(),
                    refused.row().event(),
                    refused.row().code(),
                    refused.row().reason());
        }
        return text.toString();
    }

    private static void text(StringBuilder text, ModuleTrace.Life life) {
        JdbcTrace.Row row = life.row();
        line(
                text,
                "module %s, order %s, place %d: %s",
                row.moduleId(),
                row.order(),
                row.seq(),
                life.disposition().map(Disposition::word).orElse("accepted"));
        line(text, "  mac            %s", row.mac().orElse("-"));
        line(text, "  serial number  %s", row.serialNumber());
        line(
                text,
                "  %s  request accepted, submission %d \"%s\", key %s",
                row.acceptedAt(),
                row.submission(),
                row.submissionName(),
                row.spkiSha256());
        row.dac()
                .ifPresent(dac -> line(
                        text,
                        "  %s  DAC issued, serial number %s, SHA-256 %s",
                        dac.issuedAt(),
                        dac.serial(),
                        dac.sha256()));
        row.lot().ifPresent(lot -> lot(text, lot));
        for (JdbcTrace.AgainRow again : row.again()) {
            line(
                    text,
                    "  %s  asked for again, submission %d \"%s\"",
                    again.askedAt(),
                    again.submission(),
                    again.submissionName());
            again.lot().ifPresent(lot -> lot(text, lot));
        }
        row.supersededBy().ifPresent(by -> line(text, "  superseded by place %d", by));
        for (TakenStep step : life.steps()) {
            line(
                    text,
                    "  %s  %s%s%s, report %d, line %d%s",
                    step.step().at(),
                    step.step().event().word(),
                    step.step().station().isEmpty() ? "" : " at " + step.step().station(),
                    step.step().note().isEmpty() ? "" : " (" + step.step().note() + ")",
                    step.report(),
                    step.line(),
                    step.signed() ? ", signed" : "");
        }
        line(
                text,
                "  log: %s",
                life.entries().stream()
                        .map(entry -> entry.kind()
                                + entry.index().map(index -> " " + index).orElse(" (no number yet)"))
                        .collect(Collectors.joining(", ")));
    }

    private static void lot(StringBuilder text, JdbcTrace.LotRow lot) {
        lot.deliveredAt()
                .ifPresentOrElse(
                        at -> line(
                                text, "  %s  handed over, delivery %04d, lot %04d", at, lot.delivery(), lot.number()),
                        () -> line(
                                text, "  in delivery %04d, lot %04d, not handed over", lot.delivery(), lot.number()));
        lot.acknowledgedAt().ifPresent(at -> line(text, "  %s  receipt of the delivery signed", at));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(format, values)).append(System.lineSeparator());
    }

    private static String json(ModuleTrace.Trace trace) {
        ObjectNode root = PrettyJson.object();
        root.put("format", "mintmark-trace/1");
        ArrayNode lives = root.putArray("modules");
        trace.lives().forEach(life -> json(lives.addObject(), life));
        ArrayNode refused = root.putArray("refused_rows");
        for (JdbcTrace.RefusedIn one : trace.refused()) {
            refused.addObject()
                    .put("order", one.order())
                    .put("report", one.row().report())
                    .put("line", one.row().line())
                    .put("event", one.row().event())
                    .put("code", one.row().code())
                    .put("reason", one.row().reason());
        }
        return PrettyJson.text(root);
    }

    private static void json(ObjectNode to, ModuleTrace.Life life) {
        JdbcTrace.Row row = life.row();
        to.put("order", row.order().value());
        to.put("seq", row.seq());
        to.put("module_id", row.moduleId());
        to.put("mac", row.mac().orElse(null));
        to.put("serial_number", row.serialNumber());
        to.put("disposition", life.disposition().map(Disposition::word).orElse(null));
        to.put("superseded_by", row.supersededBy().orElse(null));
        to.putObject("request")
                .put("accepted_at", row.acceptedAt().toString())
                .put("spki_sha256", row.spkiSha256())
                .put("submission", row.submission())
                .put("submission_name", row.submissionName())
                .put("submission_sha256", row.submissionSha256());
        to.putNull("dac");
        row.dac().ifPresent(dac -> to.putObject("dac")
                .put("sha256", dac.sha256())
                .put("serial", dac.serial())
                .put("issuer_ski", dac.issuerSki())
                .put("not_before", dac.notBefore().toString())
                .put("not_after", dac.notAfter().toString())
                .put("issued_at", dac.issuedAt().toString()));
        delivery(to, row.lot());
        ArrayNode again = to.putArray("again");
        row.again()
                .forEach(one -> delivery(
                        again.addObject()
                                .put("asked_at", one.askedAt().toString())
                                .put("submission", one.submission())
                                .put("submission_name", one.submissionName()),
                        one.lot()));
        ArrayNode steps = to.putArray("steps");
        for (TakenStep step : life.steps()) {
            steps.addObject()
                    .put("event", step.step().event().word())
                    .put("time", step.step().at().toString())
                    .put("station", step.step().station())
                    .put("note", step.step().note())
                    .put("dac_sha256", step.step().dacSha256())
                    .put("report", step.report())
                    .put("line", step.line())
                    .put("signed", step.signed());
        }
        ArrayNode entries = to.putArray("log");
        life.entries().forEach(entry -> entries.addObject()
                .put("kind", entry.kind())
                .put("entry", entry.index().orElse(null)));
    }

    private static void delivery(ObjectNode to, Optional<JdbcTrace.LotRow> delivery) {
        to.putNull("delivery");
        delivery.ifPresent(lot -> to.putObject("delivery")
                .put("number", lot.delivery())
                .put("lot", lot.number())
                .put("lot_sha256", lot.sealedSha256().orElse(null))
                .put("delivered_at", text(lot.deliveredAt()))
                .put("sha256sums_sha256", lot.sumsSha256().orElse(null))
                .put("acknowledged_at", text(lot.acknowledgedAt())));
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
