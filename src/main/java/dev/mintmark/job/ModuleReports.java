package dev.mintmark.job;

import dev.mintmark.audit.Reported;
import dev.mintmark.delivery.Receipt;
import dev.mintmark.delivery.ReceiptFault;
import dev.mintmark.disposition.ReportForm;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import dev.mintmark.order.OrderId;
import dev.mintmark.reported.MalformedReportException;
import dev.mintmark.reported.ReportReader;
import dev.mintmark.reported.ReportRow;
import dev.mintmark.store.Ledger;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in one order's reports of modules. The file is kept under its hash before the ledger has its events, and whatever is not
 * this factory's report changes nothing.
 */
final class ModuleReports {
    /** Bytes; a million rows have about half of it. */
    static final long LARGEST = 256L << 20;

    private static final int BEGINNING = 4096;

    private final OrderFolder folder;
    private final OrderId order;
    private final Ledger ledger;
    private final Clock clock;

    ModuleReports(Home home, OrderId order, Ledger ledger, Clock clock) {
        this.folder = home.order(order);
        this.order = order;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Where a report's signature stands: beside it, and named after it. */
    static Path signature(Path report) {
        return report.resolveSibling(report.getFileName() + ".p7s");
    }

    /**
     * @param signers whose signatures count
     * @param mustBeSigned whether the site demands one
     */
    ReportOutcome take(Path file, ReportForm form, List<X509Certificate> signers, boolean mustBeSigned)
            throws IOException, InterruptedException {
        if (Files.size(file) > LARGEST) {
            return refused(file, ReportFault.REPORT_TOO_LARGE, "more than %d MiB".formatted(LARGEST >> 20));
        }
        DurableFiles.createFolders(folder.reports(), Access.UMASK);
        Path copy = folder.reports().resolve("incoming.part");
        try {
            Bytes sha256 = copy(file, copy);
            Optional<Bytes> signer = Optional.empty();
            Optional<Bytes> signature = signature(file).toFile().isFile()
                    ? Optional.of(Bytes.of(firstBytes(signature(file), Receipt.LARGEST + 1)))
                    : Optional.empty();
            if (signature.isPresent()) {
                Receipt.Judgement judgement = judge(signature.get(), sha256, signers);
                if (judgement instanceof Receipt.Refused no) {
                    return new ReportOutcome.Refused(file, no.fault().name(), no.reason());
                }
                signer = Optional.of(((Receipt.Good) judgement).signer());
            } else if (mustBeSigned) {
                return refused(
                        file,
                        ReportFault.REPORT_NOT_SIGNED,
                        "the site demands a signature, and there is no %s".formatted(signature(file)));
            }
            return take(file, copy, sha256, form, signer, signature);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static ReportOutcome refused(Path file, ReportFault fault, String reason) {
        return new ReportOutcome.Refused(file, fault.name(), reason);
    }

    private static Receipt.Judgement judge(Bytes signature, Bytes sha256, List<X509Certificate> signers) {
        Receipt.Reading reading = Receipt.read(signature.toByteArray());
        if (reading instanceof Receipt.Refused refused) {
            return refused;
        }
        Receipt over = ((Receipt.Read) reading).receipt();
        return over.sumsSha256().equals(sha256)
                ? over.judge(signers)
                : new Receipt.Refused(ReceiptFault.SIGNATURE_WRONG, "signed over another file than this report");
    }

    private ReportOutcome take(
            Path file, Path copy, Bytes sha256, ReportForm form, Optional<Bytes> signer, Optional<Bytes> signature)
            throws IOException, InterruptedException {
        ReportReader.Kind kind = ReportReader.Kind.of(firstBytes(copy, BEGINNING));
        List<Reported> before = ledger.reports(order).all();
        Reported begun = new Reported(
                order,
                before.size() + 1,
                FileSafe.printable(file.getFileName().toString()),
                sha256,
                signer,
                form.text(),
                clock.instant(),
                0,
                0,
                0);
        boolean again = before.stream().anyMatch(one -> one.sha256().equals(sha256));
        List<ReportOutcome> outcome = new ArrayList<>();
        try {
            ledger.inTransaction(() -> {
                ReportRows rows = enter(begun, copy, kind, form, Optional.empty());
                boolean fresh = rows.taken() > 0 || !again && !rows.refused().isEmpty();
                outcome.add(new ReportOutcome.Taken(
                        file,
                        begun.number(),
                        signer.map(Bytes::hex),
                        rows.taken(),
                        rows.known(),
                        fresh,
                        rows.refused()));
                if (fresh) {
                    keep(copy, sha256, kind, signature);
                }
                return fresh;
            });
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof MalformedReportException malformed) {
                return refused(file, ReportFault.NOT_A_REPORT, malformed.getMessage());
            }
            throw e.getCause();
        } catch (ReportRows.TooManyRefusedException e) {
            ReportRow.Refused first = e.first();
            return refused(
                    file,
                    ReportFault.TOO_MANY_REFUSED,
                    "%s; the first, line %d: %s: %s"
                            .formatted(e.getMessage(), first.line(), first.fault(), first.reason()));
        }
        return outcome.get(0);
    }

    /**
     * Enters a report and its rows, in the transaction under way.
     *
     * @param told its counts, if they were told before
     */
    ReportRows enter(Reported report, Path content, ReportReader.Kind kind, ReportForm form, Optional<Reported> told) {
        ledger.orders().lock(order);
        ledger.reports(order).begin(report);
        ReportRows rows = new ReportRows(
                ledger.reports(order),
                order,
                report.number(),
                report.takenAt(),
                ledger.dispositions(order).lots());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(content))) {
            ReportReader.read(in, kind, form, rows::row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.finish();
        ledger.reports(order)
                .finish(told.orElseGet(() -> new Reported(
                        order,
                        report.number(),
                        report.name(),
                        report.sha256(),
                        report.signer(),
                        report.reading(),
                        report.takenAt(),
                        rows.taken(),
                        rows.known(),
                        rows.refused().size())));
        return rows;
    }

    private void keep(Path copy, Bytes sha256, ReportReader.Kind kind, Optional<Bytes> signature) {
        Path kept = folder.report(sha256, kind.ending());
        try {
            if (signature.isPresent()) {
                DurableFiles.write(signature(kept), signature.get().toByteArray(), Access.UMASK);
            }
            DurableFiles.publish(copy, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return SHA-256 of what was copied, and synced */
    private static Bytes copy(Path from, Path to) throws IOException {
        java.security.MessageDigest digest = Bytes.sha256();
        try (InputStream in = Files.newInputStream(from);
                FileChannel channel = DurableFiles.create(to, Access.UMASK);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            in.transferTo(out);
            channel.force(true);
        }
        return Bytes.of(digest.digest());
    }

    private static byte[] firstBytes(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }
}
