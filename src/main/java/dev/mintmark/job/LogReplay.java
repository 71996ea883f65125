package dev.mintmark.job;

import dev.mintmark.audit.Accepted;
import dev.mintmark.audit.Acknowledged;
import dev.mintmark.audit.AskedAgain;
import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.Delivered;
import dev.mintmark.audit.DeliveryPlanned;
import dev.mintmark.audit.EntryKind;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.audit.LotsSealed;
import dev.mintmark.audit.OrderAmended;
import dev.mintmark.audit.OrderClosed;
import dev.mintmark.audit.OrderOpened;
import dev.mintmark.audit.ReSigned;
import dev.mintmark.audit.Recovered;
import dev.mintmark.audit.RecoveredModules;
import dev.mintmark.audit.Rejected;
import dev.mintmark.audit.Reported;
import dev.mintmark.audit.SubmissionSigned;
import dev.mintmark.audit.SubmissionTaken;
import dev.mintmark.audit.Superseded;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.store.JdbcDacLedger;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.JdbcLotLedger;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import dev.mintmark.store.ReceiptRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Does once more what the log tells of and the ledger does not have: each entry by the call that wrote it, which writes it
 * again, so that what comes out can be compared with what was signed. In the caller's transaction.
 */
final class LogReplay {
    private static final int PAGE = 1024;

    private final Ledger ledger;
    private final LogFolder folder;
    private final long size;
    private final Map<EntryKind, Integer> done = new EnumMap<>(EntryKind.class);
    private final Set<OrderId> touched = new HashSet<>();
    private final IntakeReplay intake;
    private final ReportReplay reports;
    private final List<DacIssued> dacs = new ArrayList<>();

    LogReplay(Ledger ledger, LogFolder folder, Checkpoint head, ReportReplay reports) {
        this.reports = reports;
        this.ledger = ledger;
        this.folder = folder;
        this.size = head.size();
        this.intake = new IntakeReplay(ledger, folder, size);
    }

    /** What was done, by kind of entry. */
    Map<EntryKind, Integer> done() {
        return done;
    }

    /**
     * Replays all from the ledger's size on, and numbers it. What the ledger had without number gets the number it was signed
     * under.
     *
     * @throws IllegalArgumentException if the log goes on otherwise than the ledger did
     */
    void replay() throws IOException {
        JdbcLog log = ledger.log();
        Map<Bytes, JdbcLog.Waiting> waiting = new HashMap<>();
        log.waiting().forEach(entry -> waiting.put(entry.content().sha256Digest(), entry));
        long before = log.lastWritten();
        Map<Long, Long> firstLeaves = new TreeMap<>();
        List<Long> again = new ArrayList<>();
        for (long first = log.identity().orElseThrow().size(); first < size; first += PAGE) {
            long index = first;
            for (Bytes content : folder.entries(first, (int) Math.min(PAGE, size - first))) {
                JdbcLog.Waiting there = waiting.remove(content.sha256Digest());
                if (there == null) {
                    LogEntry entry = LogEntry.read(content);
                    touched.add(entry.order());
                    replay(entry, index);
                    done.merge(entry.kind(), 1, Integer::sum);
                    again.add(index);
                } else {
                    number(firstLeaves, there.entryId(), index - there.offset());
                }
                index++;
            }
        }
        store();
        // Spring Batch's tables may tell of a run under way that has since ended: the next one is another
        touched.forEach(ledger.orders()::countRun);
        if (!waiting.isEmpty()) {
            throw new IllegalArgumentException(
                    "the ledger did %d things that the log does not tell of".formatted(waiting.size()));
        }
        int next = 0;
        for (JdbcLog.Written row : log.writtenAfter(before)) {
            if (next + row.entries() > again.size()) {
                throw otherwise();
            }
            for (int i = 0; i < row.entries(); i++) {
                number(firstLeaves, row.entryId(), again.get(next++) - i);
            }
        }
        if (next != again.size()) {
            throw otherwise();
        }
        log.number(firstLeaves, size);
    }

    /** Of a row's entries each says where the first one is: they must lie side by side. */
    private static void number(Map<Long, Long> firstLeaves, long row, long firstLeaf) {
        Long known = firstLeaves.putIfAbsent(row, firstLeaf);
        if (known != null && known != firstLeaf) {
            throw otherwise();
        }
    }

    private static IllegalArgumentException otherwise() {
        return new IllegalArgumentException("the entries cannot be written again as they were signed");
    }

    private void replay(LogEntry entry, long index) throws IOException {
        OrderId order = entry.order();
        if (entry instanceof DacIssued dac) {
            add(dac);
            return;
        }
        store();
        if (entry instanceof OrderOpened opened) {
            open(opened);
        } else if (entry instanceof OrderAmended amended) {
            ledger.orders().amend(order, amended.quantity(), amended.spares());
        } else if (entry instanceof Superseded superseded) {
            intake.supersede(superseded);
        } else if (entry instanceof Accepted accepted) {
            intake.accept(accepted, index);
        } else if (entry instanceof RecoveredModules recovered) {
            intake.recover(recovered, index);
            if (!isAdopted(order)) {
                ledger.dacs(order)
                        .signedFor(
                                recovered.modules().stream()
                                        .map(RecoveredModules.Module::seq)
                                        .toList(),
                                recovered.modules().get(0).issuedAt());
            }
        } else if (entry instanceof Recovered recovered) {
            ledger.recovery(order).add(recovered);
        } else if (entry instanceof Rejected rejected) {
            intake.reject(rejected, index);
        } else if (entry instanceof SubmissionSigned signed) {
            intake.signed(signed, index);
        } else if (entry instanceof AskedAgain asked) {
            intake.ask(asked, index);
        } else if (entry instanceof SubmissionTaken taken) {
            intake.finish(taken, index);
        } else if (entry instanceof DeliveryPlanned planned) {
            plan(planned);
        } else if (entry instanceof ReSigned range) {
            ledger.dacs(order).signed(range);
        } else if (entry instanceof LotsSealed sealed) {
            seal(sealed);
        } else if (entry instanceof Delivered delivered) {
            ledger.orders().signedBy(order, delivered.number(), delivered.signer());
            ledger.orders().markDelivered(order, delivered.number(), delivered.sumsSha256(), delivered.deliveredAt());
        } else if (entry instanceof Acknowledged of) {
            ledger.receipts(order)
                    .take(new ReceiptRow(of.delivery(), of.sha256(), of.signer(), of.signedAt(), of.takenAt()));
        } else if (entry instanceof Reported reported) {
            reports.replay(reported);
        } else if (entry instanceof OrderClosed closed) {
            ledger.orders().close(order, closed.reason(), closed.closedAt());
        }
    }

    /** Of an order whose opening was replayed. */
    private boolean isAdopted(OrderId order) {
        Terms terms = Terms.parse(ledger.orders().find(order).orElseThrow().terms());
        return KeyOrigin.of(terms) == KeyOrigin.ADOPTED;
    }

    private void open(OrderOpened opened) {
        ledger.orders()
                .open(new OrderRow(
                        opened.order(),
                        opened.reference(),
                        opened.quantity(),
                        opened.spares(),
                        0,
                        0,
                        opened.terms().text(),
                        opened.keyCheck(),
                        0,
                        opened.openedAt(),
                        Optional.empty(),
                        ""));
    }

    private void plan(DeliveryPlanned planned) {
        Optional<Integer> number =
                ledger.orders().planDelivery(planned.order(), planned.lotSize(), planned.plannedAt());
        if (!number.equals(Optional.of(planned.number()))) {
            throw new IllegalArgumentException(
                    "delivery %d of order %s comes out as another".formatted(planned.number(), planned.order()));
        }
    }

    private void seal(LotsSealed sealed) {
        JdbcLotLedger lots = ledger.lots(sealed.order());
        Map<LotNumber, Lot> planned = new HashMap<>();
        for (PlannedLot lot : lots.lots(sealed.delivery())) {
            planned.put(lot.lot().number(), lot.lot());
        }
        for (LotsSealed.Lot each : sealed.lots()) {
            Lot lot = Optional.ofNullable(planned.get(new LotNumber(each.number())))
                    .orElseThrow(() -> new IllegalArgumentException("a lot that was not planned"));
            lots.sealing(
                    lot,
                    new SealedLot(
                            lot.number(),
                            lot.modules(),
                            each.tarSha256(),
                            each.gzipSha256(),
                            each.sealedSha256(),
                            each.sealedSize()),
                    List.of());
            lots.sealed(lot);
        }
    }

    private void add(DacIssued dac) {
        boolean goesOn = !dacs.isEmpty()
                && dacs.get(0).order().equals(dac.order())
                && dacs.get(0).adopted() == dac.adopted()
                && dacs.size() < PAGE;
        if (!goesOn) {
            store();
        }
        dacs.add(dac);
    }

    private void store() {
        if (dacs.isEmpty()) {
            return;
        }
        JdbcDacLedger ledgered = ledger.dacs(dacs.get(0).order());
        List<Dac> again = dacs.stream().map(LogReplay::dac).toList();
        if (dacs.get(0).adopted()) {
            ledgered.adopt(again);
        } else {
            ledgered.signedFor(
                    dacs.stream().map(DacIssued::seq).toList(), dacs.get(0).issuedAt());
            ledgered.store(again);
        }
        dacs.clear();
    }

    private static Dac dac(DacIssued logged) {
        AttestationCertificate certificate =
                AttestationCertificate.parse(logged.der().toByteArray());
        return new Dac(
                logged.seq(),
                logged.spkiSha256(),
                logged.issuerSki(),
                logged.dacSerial(),
                logged.der(),
                certificate.notBefore(),
                certificate.notAfter(),
                logged.issuedAt());
    }
}
