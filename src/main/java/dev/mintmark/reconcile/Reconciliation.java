package dev.mintmark.reconcile;

import java.util.ArrayList;
import java.util.List;

/** The equations that an order's figures must satisfy. */
public final class Reconciliation {
    private Reconciliation() {}

    /**
     * @param balance counted row by row
     * @param accepted the order's running total of modules, superseding ones among them
     * @param superseding its running total of those
     */
    public static List<Finding> order(Balance balance, int accepted, int superseding) {
        List<Finding> findings = new ArrayList<>();
        equal(
                findings,
                FindingCode.MODULES_MISCOUNTED,
                "modules accepted",
                accepted,
                "rows of modules",
                balance.accepted());
        equal(
                findings,
                FindingCode.SUPERSEDED_MISCOUNTED,
                "modules superseding",
                superseding,
                "rows superseded",
                balance.superseding());
        equal(findings, FindingCode.DACS_MISCOUNTED, "modules accepted", balance.accepted(), "DACs", balance.issued());
        equal(
                findings,
                FindingCode.DELIVERED_MISCOUNTED,
                "modules in sealed lots",
                balance.packaged(),
                "modules delivered",
                balance.delivered());
        equal(findings, FindingCode.UNDELIVERED, "DACs", balance.issued(), "modules delivered", balance.delivered());
        if (balance.open() < 0 || balance.superseding() > balance.spares()) {
            findings.add(new Finding(
                    FindingCode.QUANTITY_OVERRUN,
                    "",
                    "%d modules and %d spares ordered, %d and %d accepted"
                            .formatted(
                                    balance.quantity(),
                                    balance.spares(),
                                    balance.accepted() - balance.superseding(),
                                    balance.superseding())));
        }
        return findings;
    }

    /** One delivery's rows against what it was planned with. */
    public static List<Finding> delivery(int number, DeliveryCount count) {
        List<Finding> findings = new ArrayList<>();
        String planned = "modules planned in delivery %04d".formatted(number);
        equal(findings, FindingCode.DELIVERY_MODULES, planned, count.planned(), "modules in its lots", count.modules());
        equal(findings, FindingCode.DELIVERY_DACS, planned, count.planned(), "DACs in its lots", count.dacs());
        equal(
                findings,
                FindingCode.DELIVERY_PARTITIONS,
                planned,
                count.planned(),
                "partitions in its lots",
                count.partitions());
        equal(
                findings,
                FindingCode.DAC_OF_OTHER_KEY,
                "DACs of another key than their module's",
                0,
                "found",
                count.strangers());
        return findings;
    }

    private static void equal(
            List<Finding> findings, FindingCode code, String what, int expected, String other, int found) {
        if (expected != found) {
            findings.add(new Finding(code, "", "%s: %d, %s: %d".formatted(what, expected, other, found)));
        }
    }
}
