package dev.mintmark.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {
    private static Balance balance(
            int quantity, int spares, int accepted, int superseding, int issued, int packaged, int delivered) {
        return new Balance(quantity, spares, accepted, superseding, issued, packaged, delivered, new TreeMap<>());
    }

    private static List<String> order(Balance balance, int accepted, int superseding) {
        return Reconciliation.order(balance, accepted, superseding).stream()
                .map(finding -> finding.code().name())
                .toList();
    }

    @Test
    void figuresThatAgreeFindNothing() {
        assertThat(order(balance(10, 2, 11, 1, 11, 11, 11), 11, 1)).isEmpty();
        assertThat(order(balance(10, 0, 0, 0, 0, 0, 0), 0, 0)).isEmpty();
    }

    @Test
    void eachFigureThatDoesNotAgreeIsFound() {
        assertThat(order(balance(10, 2, 10, 0, 10, 10, 10), 9, 0)).containsExactly("MODULES_MISCOUNTED");
        assertThat(order(balance(10, 2, 10, 0, 10, 10, 10), 10, 1)).containsExactly("SUPERSEDED_MISCOUNTED");
        assertThat(order(balance(10, 2, 10, 0, 9, 10, 10), 10, 0)).containsExactly("DACS_MISCOUNTED", "UNDELIVERED");
        assertThat(order(balance(10, 2, 10, 0, 10, 9, 10), 10, 0)).containsExactly("DELIVERED_MISCOUNTED");
        assertThat(order(balance(10, 2, 10, 0, 10, 9, 9), 10, 0)).containsExactly("UNDELIVERED");
        assertThat(order(balance(10, 2, 11, 0, 11, 11, 11), 11, 0)).containsExactly("QUANTITY_OVERRUN");
        assertThat(order(balance(10, 2, 13, 3, 13, 13, 13), 13, 3)).containsExactly("QUANTITY_OVERRUN");
    }

    @Test
    void aFindingSaysBothFigures() {
        assertThat(Reconciliation.order(balance(10, 2, 10, 0, 10, 10, 10), 9, 0)
                        .get(0)
                        .text())
                .isEqualTo("MODULES_MISCOUNTED: modules accepted: 9, rows of modules: 10");
    }

    @Test
    void aDeliveryIsHeldAgainstItsPlan() {
        assertThat(Reconciliation.delivery(3, new DeliveryCount(5, 5, 5, 5, 0))).isEmpty();
        assertThat(Reconciliation.delivery(3, new DeliveryCount(5, 4, 3, 2, 1)))
                .extracting(Finding::text)
                .containsExactly(
                        "DELIVERY_MODULES: modules planned in delivery 0003: 5, modules in its lots: 4",
                        "DELIVERY_DACS: modules planned in delivery 0003: 5, DACs in its lots: 3",
                        "DELIVERY_PARTITIONS: modules planned in delivery 0003: 5, partitions in its lots: 2",
                        "DAC_OF_OTHER_KEY: DACs of another key than their module's: 0, found: 1");
    }

    @Test
    void anOrderIsFinishedWhenAllOfItWasHandedOver() {
        assertThat(balance(10, 2, 11, 1, 11, 11, 11).isFinished()).isTrue();
        assertThat(balance(10, 2, 11, 1, 11, 11, 10).isFinished()).isFalse();
        assertThat(balance(10, 2, 10, 1, 10, 10, 10).isFinished()).isFalse();
        assertThat(balance(10, 2, 10, 1, 10, 10, 10).open()).isEqualTo(1);
        assertThat(new Balance(1, 0, 0, 0, 0, 0, 0, new TreeMap<>(Map.of("REPLAY", 2, "DUPLICATE_KEY", 3))).rejected())
                .isEqualTo(5);
    }
}
