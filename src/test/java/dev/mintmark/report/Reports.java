package dev.mintmark.report;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.report.OrderReport.Counts;
import dev.mintmark.report.OrderReport.Delivery;
import dev.mintmark.report.OrderReport.Issuer;
import dev.mintmark.report.OrderReport.Product;
import dev.mintmark.report.OrderReport.Refusal;
import dev.mintmark.report.OrderReport.State;
import dev.mintmark.report.OrderReport.Submission;
import java.time.Instant;
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
                List.of(new Delivery(1, EVENING, 1, 1, Bytes.sha256Of(new byte[1]), Optional.empty())),
                List.of(new Refusal(HOSTILE, HOSTILE, 1)),
                List.of(new Submission(HOSTILE, Bytes.sha256Of(new byte[2]), EVENING, 1, 2, 1)),
                List.of(HOSTILE),
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
                List.of(),
                Map.of("java", "17", "mintmark", "0.1.0"));
    }
}
