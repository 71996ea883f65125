package dev.mintmark.report;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.BalanceSheet;
import dev.mintmark.reconcile.DeliverySheet;
import dev.mintmark.reconcile.Dispositions;
import dev.mintmark.reconcile.Figure;
import dev.mintmark.reconcile.Finding;
import dev.mintmark.reconcile.FindingCode;
import dev.mintmark.reconcile.LotSheet;
import dev.mintmark.report.OrderReport.Counts;
import dev.mintmark.report.OrderReport.Delivery;
import dev.mintmark.report.OrderReport.Hash;
import dev.mintmark.report.OrderReport.Issuer;
import dev.mintmark.report.OrderReport.Milestone;
import dev.mintmark.report.OrderReport.Product;
import dev.mintmark.report.OrderReport.Refusal;
import dev.mintmark.report.OrderReport.Stage;
import dev.mintmark.report.OrderReport.State;
import dev.mintmark.report.OrderReport.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders at several moments. */
final class Reports {
    static final Instant EVENING = Instant.parse("2026-11-20T21:04:05Z");
    static final OrderReport.Receipt RECEIPT =
            new OrderReport.Receipt(EVENING.plusSeconds(3_600), Bytes.sha256Of(new byte[3]));
    static final String HOSTILE =
            "</style><script>alert(1)</script><!-- ]]> \u202Egnp.exe \u0000 \uD800 \"onload='x' & ü 電";

    private Reports() {}

    static OrderReport waiting() {
        return of(500, new Counts(0, 0, 0), 0, KeyKind.HSM, "");
    }

    static OrderReport halfway() {
        return of(1_000, new Counts(600, 500, 300), 24, KeyKind.SOFT, "ERP 4500017731");
    }

    static OrderReport finished() {
        return of(1_000, new Counts(1_000, 1_000, 1_000), 0, KeyKind.TEST, "demo");
    }

    static OrderReport flooded() {
        return of(100, new Counts(3, 3, 2), 500_000, KeyKind.TEST, "many bad ones");
    }

    static OrderReport hostile() {
        return new OrderReport(
                new OrderId("PO-9"),
                HOSTILE,
                new Product(new VendorId(0xFFF1), new ProductId(0x8001), HOSTILE, HOSTILE),
                10,
                0,
                KeyOrigin.HOST_MADE,
                State.OPEN,
                new Issuer(HOSTILE, KeyKind.TEST, HOSTILE),
                HOSTILE,
                new Counts(1, 1, 1),
                List.of(new Delivery(1, EVENING, 1, 0, 1, Bytes.sha256Of(new byte[1]), Optional.empty())),
                List.of(new Refusal(HOSTILE, HOSTILE, 1)),
                List.of(new Submission(HOSTILE, Bytes.sha256Of(new byte[2]), EVENING, 1, 2, 1)),
                balance(10, new Counts(1, 1, 1), Map.of()),
                List.of(),
                List.of(new Finding(FindingCode.SCRAPPED_WITHOUT_NOTE, HOSTILE, HOSTILE)),
                List.of(new Hash(HOSTILE, Bytes.sha256Of(new byte[4]))),
                Map.of(HOSTILE, HOSTILE));
    }

    static OrderReport of(long quantity, Counts counts, long refused, KeyKind key, String reference) {
        return new OrderReport(
                new OrderId("PO-1"),
                reference,
                new Product(new VendorId(0xFFF1), new ProductId(0x8001), "Blue Lamp Works", "Plug"),
                quantity,
                5,
                KeyOrigin.MODULE,
                counts.delivered() == quantity ? State.FINISHED : State.OPEN,
                new Issuer("test", key, "CN=Matter Test PAI"),
                "shenzhen-2",
                counts,
                counts.delivered() == 0
                        ? List.of()
                        : List.of(new Delivery(
                                1,
                                EVENING,
                                counts.delivered(),
                                0,
                                2,
                                Bytes.sha256Of(new byte[1]),
                                counts.delivered() == quantity ? Optional.of(RECEIPT) : Optional.empty())),
                refused == 0
                        ? List.of()
                        : List.of(new Refusal("DUPLICATE_KEY", "the key is another module's", refused)),
                counts.accepted() == 0
                        ? List.of()
                        : List.of(new Submission(
                                "shift-1.zip",
                                Bytes.sha256Of(new byte[2]),
                                EVENING.minusSeconds(60),
                                counts.accepted(),
                                7,
                                refused)),
                balance(quantity, counts, Map.of()),
                List.of(),
                List.of(),
                List.of(),
                Map.of("java", "17", "mintmark", "0.1.0"));
    }

    /** Of 1,000 ordered and delivered, what a factory made within two weeks. */
    static OrderReport shipped() {
        OrderReport made = of(1_000, new Counts(1_000, 1_000, 1_000), 31, KeyKind.SOFT, "ERP 4500017731");
        Map<Disposition, Integer> now = new EnumMap<>(Disposition.class);
        now.put(Disposition.SHIPPED, 640);
        now.put(Disposition.FLASHED, 250);
        now.put(Disposition.SCRAPPED, 21);
        now.put(Disposition.RETURNED, 4);
        now.put(Disposition.SUPERSEDED, 1);
        List<Milestone> milestones = new ArrayList<>(List.of(
                new Milestone(Stage.ACCEPTED, EVENING.minusSeconds(60), 400),
                new Milestone(Stage.ACCEPTED, EVENING.plus(Duration.ofDays(2)), 1_000),
                new Milestone(Stage.DELIVERED, EVENING, 400),
                new Milestone(Stage.DELIVERED, EVENING.plus(Duration.ofDays(2)), 1_000)));
        for (int day = 3; day < 14; day++) {
            milestones.add(new Milestone(Stage.FLASHED, EVENING.plus(Duration.ofDays(day)), 83L * (day - 2) + 2));
            milestones.add(new Milestone(Stage.SHIPPED, EVENING.plus(Duration.ofDays(day + 1)), 58L * (day - 2) + 2));
        }
        return new OrderReport(
                made.order(),
                made.reference(),
                made.product(),
                1_000,
                5,
                KeyOrigin.MODULE,
                State.FINISHED,
                made.issuer(),
                made.factory(),
                made.counts(),
                made.deliveries(),
                List.of(
                        new Refusal("BAD_SIGNATURE", "the request is not signed with its own key", 24),
                        new Refusal("DUPLICATE_KEY", "the key is another module's", 7)),
                made.submissions(),
                balance(1_000, made.counts(), now),
                milestones,
                List.of(
                        new Finding(FindingCode.SCRAPPED_WITHOUT_NOTE, "7cdfa1000011", "report 3, line 12"),
                        new Finding(FindingCode.SCRAPPED_WITHOUT_NOTE, "7cdfa1000012", "report 3, line 13"),
                        new Finding(FindingCode.LABELS_OVERPRINTED, "7cdfa1000040", "2 labels, 1 flashed, 0 reprints")),
                List.of(new Hash("manifest.csv", Bytes.sha256Of(new byte[5]))),
                made.versions());
    }

    /** What is not named is delivered, or not yet. */
    private static BalanceSheet balance(long quantity, Counts counts, Map<Disposition, Integer> now) {
        int reported = now.values().stream().mapToInt(Integer::intValue).sum();
        Map<Disposition, Figure> by = new EnumMap<>(Disposition.class);
        now.forEach((disposition, count) -> by.put(disposition, new Figure(count, count / 2)));
        by.put(Disposition.DELIVERED, new Figure((int) counts.delivered() - reported, 0));
        LotSheet lot =
                new LotSheet(1, 1, Math.max(1, (int) counts.issued()), new Dispositions(by, Figure.NONE, Figure.NONE));
        return new BalanceSheet(
                new OrderId("PO-1"),
                EVENING,
                (int) quantity,
                5,
                0,
                (int) (quantity - counts.accepted()),
                (int) (counts.accepted() - counts.issued()),
                (int) counts.issued(),
                (int) (counts.issued() - counts.delivered()),
                List.of(new DeliverySheet(1, Optional.of(EVENING), Optional.empty(), List.of(lot))),
                0,
                0);
    }
}
