package dev.mintmark.reconcile;

import java.util.List;

/** An order's balance sheet and what does not agree: modules first, by code and subject. */
public record Reconciled(BalanceSheet sheet, List<Finding> findings) {
    public Reconciled {
        findings = List.copyOf(findings);
    }
}
