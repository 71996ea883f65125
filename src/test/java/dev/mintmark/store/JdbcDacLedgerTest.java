package dev.mintmark.store;

import static dev.mintmark.store.Samples.dac;
import static dev.mintmark.store.Samples.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.LedgerKind;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.OrderId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

@ParameterizedClass
@EnumSource(LedgerKind.class)
final class JdbcDacLedgerTest {
    @RegisterExtension
    static final OpenLedger OPEN = new OpenLedger();

    private final Ledger ledger;

    JdbcDacLedgerTest(LedgerKind kind) throws Exception {
        ledger = OPEN.ledger(kind);
    }

    @Test
    void modulesWithoutDacComeByPlaceWithinTheRange() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-WITHOUT", 100, 10);
        JdbcDacLedger dacs = ledger.dacs(order);
        dacs.store(List.of(dac(module(order, 4)), dac(module(order, 6))));

        assertThat(dacs.withoutDac(2, 9, 3)).extracting(AcceptedModule::seq).containsExactly(3, 5, 7);
        assertThat(dacs.withoutDac(7, 9, 3)).extracting(AcceptedModule::seq).containsExactly(8, 9);
        assertThat(dacs.withoutDac(0, 1, 3)).containsExactly(module(order, 1));
    }

    @Test
    void aKeyGetsOneDacOverAllOrders() throws Exception {
        OrderId first = Samples.taken(ledger, "PO-D1", 10, 1);
        OrderId second = Samples.taken(ledger, "PO-D2", 10, 1);
        ledger.dacs(first).store(List.of(dac(module(first, 1))));
        Dac again = dac(module(first, 1), "ab".repeat(20));

        assertThatThrownBy(() -> ledger.dacs(first).store(List.of(again))).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> ledger.dacs(second).store(List.of(again)))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("dac_key");
    }

    @Test
    void aSerialNumberIsUsedOnceByAnIssuer() throws Exception {
        OrderId first = Samples.taken(ledger, "PO-S1", 10, 1);
        OrderId second = Samples.taken(ledger, "PO-S2", 10, 1);
        ledger.dacs(first).store(List.of(dac(module(first, 1), "cd".repeat(20))));

        assertThatThrownBy(() -> ledger.dacs(second).store(List.of(dac(module(second, 1), "cd".repeat(20)))))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aDacNeedsItsModulesPlace() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-PLACE", 10, 1);

        assertThatThrownBy(() -> ledger.dacs(order).store(List.of(dac(module(order, 2)))))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void oneBadDacKeepsItsWholeChunkOut() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-CHUNK", 10, 3);
        List<Dac> chunk = List.of(dac(module(order, 1)), dac(module(order, 2)), dac(module(order, 7)));

        assertThatThrownBy(() -> ledger.inTransaction(() -> {
                    ledger.dacs(order).store(chunk);
                    return true;
                }))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(ledger.dacs(order).withoutDac(0, 3, 9)).hasSize(3);
    }
}
