package dev.mintmark.store;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rows for ledgers under test. What is random in life is a hash of its name here. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-05-04T10:20:30.123Z");

    private Samples() {}

    static OrderRow order(String id, int quantity, int spares) {
        return new OrderRow(
                new OrderId(id),
                "4500012345/10",
                quantity,
                spares,
                0,
                0,
                "issuer\ttest\n",
                hash("key of " + id),
                0,
                NOW,
                Optional.empty(),
                "");
    }

    /** Module {@code m1} at place 1 and so on, each with a key of its own. */
    static AcceptedModule module(OrderId order, int seq) {
        return module(order, seq, "m" + seq, "key " + seq);
    }

    static AcceptedModule module(OrderId order, int seq, String id, String key) {
        return new AcceptedModule(
                seq,
                new ModuleId(id),
                Optional.empty(),
                new SerialNumber("SN-" + id),
                Bytes.of(Arrays.copyOf(new byte[] {4}, 65)),
                hash(order + key),
                Optional.empty(),
                submission(order),
                NOW);
    }

    static List<AcceptedModule> modules(OrderId order, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(seq -> module(order, seq))
                .toList();
    }

    /** SHA-256 of the order's only submission. */
    static Bytes submission(OrderId order) {
        return hash("submission of " + order);
    }

    static Dac dac(AcceptedModule module) {
        return dac(module, hash("serial" + module.spkiSha256()).hex().substring(0, 40));
    }

    static Dac dac(AcceptedModule module, String serial) {
        return new Dac(
                module.seq(),
                module.spkiSha256(),
                Bytes.fromHex("11".repeat(20)),
                Bytes.fromHex(serial),
                hash("DAC" + module.spkiSha256()),
                NOW,
                Instant.parse("9999-12-31T23:59:59Z"),
                NOW);
    }

    static List<MadePartition> partitions(Lot lot) {
        return IntStream.rangeClosed(lot.firstSeq(), lot.lastSeq())
                .mapToObj(seq ->
                        new MadePartition(seq, new Discriminator(seq % 4096), hash("image " + seq), Optional.empty()))
                .toList();
    }

    static SealedLot sealed(Lot lot) {
        return new SealedLot(lot.number(), lot.modules(), hash("tar"), hash("gzip"), hash("sealed"), 12_345);
    }

    static Bytes hash(String text) {
        return Bytes.sha256Of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Enters an order with one submission and gives places to its first {@code modules}. */
    static OrderId taken(Ledger ledger, String id, int quantity, int modules) throws InterruptedException {
        OrderRow row = order(id, quantity, 5);
        ledger.orders().open(row);
        ledger.intake().begin(row.id(), new SubmissionRow(1, "submission.zip", submission(row.id()), NOW, 0, 0, 0));
        ledger.inTransaction(() -> {
            ledger.intake().accept(row.id(), 1, modules(row.id(), 1, modules), 0);
            return true;
        });
        return row.id();
    }

    /** Carries an order's delivery to its end: DACs, sealed lots, handed over. */
    static int delivered(Ledger ledger, OrderId order, int lotSize) {
        int number = ledger.orders().planDelivery(order, lotSize, NOW).orElseThrow();
        for (PlannedLot planned : ledger.lots(order).lots(number)) {
            Lot lot = planned.lot();
            JdbcDacLedger dacs = ledger.dacs(order);
            dacs.store(dacs.withoutDac(lot.firstSeq() - 1, lot.lastSeq(), lotSize).stream()
                    .map(Samples::dac)
                    .toList());
            ledger.lots(order).sealing(lot, sealed(lot), partitions(lot));
            ledger.lots(order).sealed(lot);
        }
        ledger.orders().markDelivered(order, number, hash("SHA256SUMS"), NOW);
        return number;
    }
}
