package dev.mintmark.job;

import dev.mintmark.audit.Acknowledged;
import dev.mintmark.audit.Delivered;
import dev.mintmark.audit.EntryKind;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.Reported;
import dev.mintmark.audit.SubmissionTaken;
import dev.mintmark.audit.Superseded;
import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.TakenStep;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.FileSafe;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.order.ModuleId;
import dev.mintmark.reconcile.ReportedModule;
import dev.mintmark.store.JdbcTrace;
import dev.mintmark.store.Ledger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One module's whole life, by any of its names or its DAC, over all orders. Changes nothing. The caller holds the home. */
public final class ModuleTrace {
    private final Ledger ledger;
    private final JdbcTrace rows;

    public ModuleTrace(Ledger ledger) {
        this.ledger = ledger;
        this.rows = ledger.trace();
    }

    /**
     * A DAC's life, or that of a module which has none yet.
     *
     * @param disposition empty if it has no DAC
     * @param entries of the log that tell of it, by number
     */
    public record Life(
            JdbcTrace.Row row, Optional<Disposition> disposition, List<TakenStep> steps, List<LogLine> entries) {}

    /**
     * @param index its number; empty until it has one
     */
    public record LogLine(String kind, Optional<Long> index) {}

    /**
     * @param lives by order and place, one that was superseded before the one that superseded it
     * @param refused rows of reports that name the module
     */
    public record Trace(List<Life> lives, List<JdbcTrace.RefusedIn> refused) {}

    /**
     * @param what a DAC's file, or a module id, MAC, serial number, DAC's SHA-256 or serial number in hex
     * @throws FaultException if the ledger knows nothing of the kind
     */
    public Trace trace(String what) {
        Set<JdbcTrace.Place> places = new LinkedHashSet<>();
        Set<String> names = names(what);
        names.forEach(name -> places.addAll(rows.named(name)));
        List<Life> lives = places.stream().map(this::life).toList();
        Set<String> modules = new LinkedHashSet<>(names);
        lives.forEach(life -> modules.add(life.row().moduleId()));
        List<JdbcTrace.RefusedIn> refused = new ArrayList<>();
        modules.forEach(module -> refused.addAll(rows.refusedRows(module)));
        if (lives.isEmpty() && refused.isEmpty()) {
            throw new FaultException(
                    "",
                    "the ledger has no DAC or module \"%s\"".formatted(FileSafe.printable(what)),
                    "name a DAC's file, a module id, a MAC, a serial number, or a DAC's SHA-256 or serial number in hex");
        }
        return new Trace(lives, refused);
    }

    private static Set<String> names(String what) {
        if (isFile(what)) {
            return Set.of(CertificateFile.attestation(Path.of(what)).sha256().hex());
        }
        Set<String> names = new LinkedHashSet<>();
        names.add(what);
        names.add(what.replaceAll("[: ]", "").toLowerCase(Locale.ROOT));
        try {
            names.add(ModuleId.parse(what).value());
        } catch (IllegalArgumentException e) {
            // then it is another kind of name
        }
        return names;
    }

    private static boolean isFile(String what) {
        try {
            return Files.isRegularFile(Path.of(what));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Life life(JdbcTrace.Place place) {
        JdbcTrace.Row row = rows.row(place);
        List<TakenStep> steps = rows.steps(row.order(), row.seq());
        return new Life(row, disposition(row, steps), steps, entries(row, steps));
    }

    private static Optional<Disposition> disposition(JdbcTrace.Row row, List<TakenStep> steps) {
        if (row.dac().isEmpty()) {
            return Optional.empty();
        }
        boolean delivered = row.lot().flatMap(JdbcTrace.LotRow::deliveredAt).isPresent();
        Disposition reported =
                new ReportedModule(row.seq(), row.moduleId(), row.supersededBy().isPresent(), steps).disposition();
        return Optional.of(reported == Disposition.DELIVERED && !delivered ? Disposition.UNDELIVERED : reported);
    }

    private List<LogLine> entries(JdbcTrace.Row row, List<TakenStep> steps) {
        List<LogLine> lines = new ArrayList<>();
        int seq = row.seq();
        add(lines, row, EntryKind.ORDER_OPENED, entry -> true);
        rows.accepted(row.order(), seq).ifPresent(entry -> lines.add(line(entry)));
        Set<Integer> submissions = new HashSet<>(Set.of(row.submission()));
        Set<Integer> deliveries = new HashSet<>();
        row.lot().ifPresent(lot -> deliveries.add(lot.delivery()));
        row.again().forEach(again -> {
            submissions.add(again.submission());
            again.lot().ifPresent(lot -> deliveries.add(lot.delivery()));
        });
        add(lines, row, EntryKind.SUBMISSION, entry -> submissions.contains(((SubmissionTaken) entry).number()));
        ledger.log()
                .dacs(row.order(), seq, seq)
                .forEach(leaf -> lines.add(new LogLine(
                        (leaf.adopted() ? EntryKind.ADOPTED : EntryKind.DAC).word(), Optional.of(leaf.index()))));
        add(
                lines,
                row,
                EntryKind.SUPERSEDED,
                entry -> entry instanceof Superseded one && (one.seq() == seq || one.bySeq() == seq));
        add(lines, row, EntryKind.DELIVERED, entry -> deliveries.contains(((Delivered) entry).number()));
        add(lines, row, EntryKind.ACKNOWLEDGED, entry -> deliveries.contains(((Acknowledged) entry).delivery()));
        add(lines, row, EntryKind.REPORTED, entry -> steps.stream()
                .anyMatch(step -> step.report() == ((Reported) entry).number()));
        add(lines, row, EntryKind.ORDER_CLOSED, entry -> true);
        return lines;
    }

    private void add(List<LogLine> lines, JdbcTrace.Row row, EntryKind kind, Predicate<LogEntry> wanted) {
        rows.entries(row.order(), kind).stream()
                .filter(entry -> entry.content().filter(wanted).isPresent())
                .forEach(entry -> lines.add(line(entry)));
    }

    private static LogLine line(JdbcTrace.Entry entry) {
        return new LogLine(entry.kind().word(), entry.index());
    }
}
