package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.audit.Reported;
import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.disposition.Disposition;
import dev.mintmark.disposition.ModuleEvent;
import dev.mintmark.disposition.ReportForm;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.reconcile.BalanceSheet;
import dev.mintmark.reconcile.DeliverySheet;
import dev.mintmark.reconcile.LotSheet;
import dev.mintmark.reported.ReportReader;
import dev.mintmark.site.Site;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import dev.mintmark.store.OrderRow;
import dev.mintmark.store.SubmissionRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders of which everything happens in any order: requests, deliveries, superseded keys, reports that come late, twice, in part
 * and against each other. After each step every DAC is accounted for. {@code -Dmintmark.histories=1000} for as many.
 */
class BalanceHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("mintmark.histories", 25);
    private static final int STEPS = 14;
    private static final int QUANTITY = 7;
    private static final int SPARES = 2;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private Ledger ledger;
    private Home home;

    /** One order and what the test knows of it, apart from the ledger. */
    private static final class Played {
        private final OrderId id;
        private final Random random;
        private final Map<String, Integer> live = new TreeMap<>();
        private int accepted;
        private int superseding;
        private int delivered;
        private int superseded;
        private int reports;
        private final List<String> sent = new ArrayList<>();

        Played(int number) {
            this.id = new OrderId("PO-" + number);
            this.random = new Random(number);
        }

        int places() {
            return accepted + superseding;
        }
    }

    @Test
    void theBalanceClosesAfterEveryStepOfAnyHistory() throws Exception {
        home = new Home(folder);
        try (LedgerDatabase database = LedgerDatabase.open(home.ledger(), Map.of())) {
            ledger = new Ledger(database);
            for (int number = 1; number <= HISTORIES; number++) {
                Played order = open(number);
                for (int step = 0; step < STEPS; step++) {
                    String done = step(order);
                    check(order, "history %d, step %d: %s".formatted(number, step, done));
                }
            }
        }
    }

    private Played open(int number) {
        Played order = new Played(number);
        ledger.orders()
                .open(new OrderRow(
                        order.id,
                        "",
                        QUANTITY,
                        SPARES,
                        0,
                        0,
                        "issuer\ttest\n",
                        hash("key of " + number),
                        0,
                        NOW,
                        Optional.empty(),
                        ""));
        ledger.intake().begin(order.id, new SubmissionRow(1, "s.zip", hash("s" + number), NOW, 0, 0, 0));
        return order;
    }

    private String step(Played order) throws IOException, InterruptedException {
        switch (order.random.nextInt(6)) {
            case 0:
                return accept(order);
            case 1:
                return deliver(order);
            case 2:
                return supersede(order);
            case 3:
                return order.sent.isEmpty()
                        ? "nothing"
                        : report(order, order.sent.get(order.random.nextInt(order.sent.size())));
            default:
                String rows = rows(order);
                order.sent.add(rows);
                return report(order, rows);
        }
    }

    private String accept(Played order) throws InterruptedException {
        int count = Math.min(1 + order.random.nextInt(3), QUANTITY - order.accepted);
        List<AcceptedModule> modules = IntStream.rangeClosed(1, count)
                .mapToObj(i -> module(order, order.places() + i, "m" + (order.accepted + i)))
                .toList();
        ledger.inTransaction(() -> {
            ledger.intake().accept(order.id, 1, modules, 0);
            return true;
        });
        modules.forEach(module -> order.live.put(module.moduleId().value(), module.seq()));
        order.accepted += count;
        return "accepted " + count;
    }

    private String supersede(Played order) throws InterruptedException {
        List<String> able = order.live.entrySet().stream()
                .filter(one -> one.getValue() <= order.delivered)
                .map(Map.Entry::getKey)
                .toList();
        if (able.isEmpty() || order.superseding == SPARES) {
            return "nothing";
        }
        String id = able.get(order.random.nextInt(able.size()));
        AcceptedModule module = module(order, order.places() + 1, id);
        ledger.inTransaction(() -> {
            ledger.intake().supersede(order.id, order.live.get(id), module.seq());
            ledger.intake().accept(order.id, 1, List.of(module), 1);
            return true;
        });
        order.live.put(id, module.seq());
        order.superseding++;
        order.superseded++;
        return "superseded " + id;
    }

    private String deliver(Played order) {
        Optional<Integer> number = ledger.orders().planDelivery(order.id, 2, NOW);
        if (number.isEmpty()) {
            return "nothing";
        }
        for (PlannedLot planned : ledger.lots(order.id).lots(number.get())) {
            Lot lot = planned.lot();
            ledger.dacs(order.id)
                    .store(ledger.dacs(order.id).withoutDac(lot.firstSeq() - 1, lot.lastSeq(), 9).stream()
                            .map(BalanceHistoriesTest::dac)
                            .toList());
            ledger.lots(order.id)
                    .sealing(
                            lot,
                            new SealedLot(lot.number(), lot.modules(), hash("t"), hash("g"), hash("s"), 1),
                            IntStream.rangeClosed(lot.firstSeq(), lot.lastSeq())
                                    .mapToObj(seq ->
                                            new MadePartition(seq, new Discriminator(1), hash("p"), Optional.empty()))
                                    .toList());
            ledger.lots(order.id).sealed(lot);
        }
        ledger.orders().markDelivered(order.id, number.get(), hash("sums of " + order.id + number.get()), NOW);
        order.delivered = order.places();
        return "delivered";
    }

    private static String rows(Played order) {
        StringBuilder rows = new StringBuilder("module_id,event,time,note\n");
        for (int row = order.random.nextInt(8); row >= 0; row--) {
            ModuleEvent[] events = ModuleEvent.values();
            rows.append("m%d,%s,%s,%s%n"
                    .formatted(
                            1 + order.random.nextInt(QUANTITY + 1),
                            events[order.random.nextInt(events.length)].word(),
                            NOW.plus(Duration.ofMinutes(order.random.nextInt(9))),
                            order.random.nextBoolean() ? "why" : ""));
        }
        return rows.toString();
    }

    private String report(Played order, String rows) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("report.csv"), rows);
        Reported report = new Reported(
                order.id,
                ++order.reports,
                "report.csv",
                hash(rows),
                order.random.nextBoolean() ? Optional.of(hash("signer")) : Optional.empty(),
                "",
                NOW,
                0,
                0,
                0);
        boolean[] known = {true};
        ledger.inTransaction(() -> {
            ReportRows entered = new ModuleReports(home, order.id, ledger, Clock.fixed(NOW, ZoneOffset.UTC))
                    .enter(report, file, ReportReader.Kind.CSV, ReportForm.PUBLISHED, Optional.empty());
            known[0] = entered.taken() == 0;
            return true;
        });
        return (known[0] ? "nothing new from " : "reported ") + rows;
    }

    private void check(Played order, String step) {
        BalanceSheet sheet =
                new OrderBalance(home, Site.empty(folder), ledger, Clock.fixed(NOW, ZoneOffset.UTC)).sheet(order.id);
        assertThat(sheet.closes()).as(step).isTrue();
        assertThat(sheet.issued()).as(step).isEqualTo(order.delivered);
        assertThat(sheet.open()).as(step).isEqualTo(QUANTITY + order.superseding - order.delivered);
        assertThat(sheet.dispositions().count(Disposition.SUPERSEDED)).as(step).isEqualTo(order.superseded);
        int deliveredDacs = 0;
        for (DeliverySheet delivery : sheet.deliveries()) {
            for (LotSheet lot : delivery.lots()) {
                assertThat(lot.dispositions().issued()).as(step).isEqualTo(lot.lastSeq() - lot.firstSeq() + 1);
                deliveredDacs += lot.dispositions().issued();
            }
        }
        assertThat(deliveredDacs).as(step).isEqualTo(order.delivered);
    }

    private static AcceptedModule module(Played order, int seq, String id) {
        return new AcceptedModule(
                seq,
                new ModuleId(id),
                Optional.empty(),
                new SerialNumber("SN-" + id),
                Bytes.of(Arrays.copyOf(new byte[] {4}, 65)),
                hash(order.id + " key " + seq),
                Optional.empty(),
                hash("s"),
                NOW);
    }

    private static Dac dac(AcceptedModule module) {
        return new Dac(
                module.seq(),
                module.spkiSha256(),
                Bytes.fromHex("11".repeat(20)),
                Bytes.fromHex(module.spkiSha256().hex().substring(0, 40)),
                hash("DAC" + module.spkiSha256()),
                NOW,
                NOW.plus(Duration.ofDays(9999)),
                NOW);
    }

    private static Bytes hash(String text) {
        return Bytes.sha256Of(text.getBytes(StandardCharsets.UTF_8));
    }
}
