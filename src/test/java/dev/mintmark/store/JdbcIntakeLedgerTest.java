package dev.mintmark.store;

import static dev.mintmark.store.Samples.NOW;
import static dev.mintmark.store.Samples.hash;
import static dev.mintmark.store.Samples.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.LedgerKind;
import dev.mintmark.csr.IssuedModules;
import dev.mintmark.csr.Refused;
import dev.mintmark.csr.RejectCode;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;

@ParameterizedClass
@EnumSource(LedgerKind.class)
final class JdbcIntakeLedgerTest {
    @RegisterExtension
    static final OpenLedger OPEN = new OpenLedger();

    private final LedgerKind kind;
    private final Ledger ledger;
    private final JdbcIntakeLedger intake;

    JdbcIntakeLedgerTest(LedgerKind kind) throws Exception {
        this.kind = kind;
        ledger = OPEN.ledger(kind);
        intake = ledger.intake();
    }

    @Test
    void whatWasTakenIsFoundByEachOfItsNames() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-FIND", 10, 0);
        AcceptedModule module =
                named(order, 1, "7cdfa1000001", "SN-FIND-1", Optional.of(new MacAddress("7cdfa1000001")));
        intake.accept(order, 1, List.of(module), 0);

        assertThat(intake.byKeys(List.of(module.spkiSha256(), hash("nobody's"))))
                .containsExactly(Map.entry(
                        module.spkiSha256(),
                        new IssuedModules.KnownKey(
                                order, module.moduleId(), 1, Optional.empty(), Optional.empty(), false)));
        assertThat(intake.byModules(order, List.of(module.moduleId(), new ModuleId("other"))))
                .containsExactly(Map.entry(
                        module.moduleId(),
                        new IssuedModules.KnownModule(module.spkiSha256(), 1, Samples.submission(order), false)));
        assertThat(intake.bySerialNumbers(List.of(module.serialNumber())))
                .containsExactly(Map.entry(module.serialNumber(), module.moduleId()));
        assertThat(intake.byMacs(order, List.of(new MacAddress("7cdfa1000001"))))
                .containsExactly(Map.entry(new MacAddress("7cdfa1000001"), module.moduleId()));
        assertThat(intake.tally(order)).isEqualTo(new IssuedModules.Tally(1, 0));
        assertThat(intake.byKeys(List.of())).isEmpty();
    }

    @Test
    void oneOrderDoesNotSeeTheModulesOfAnotherButTheirKeysAndSerialNumbers() throws Exception {
        OrderId first = Samples.taken(ledger, "PO-A", 10, 1);
        OrderId second = Samples.taken(ledger, "PO-B", 10, 0);

        assertThat(intake.byModules(second, List.of(new ModuleId("m1")))).isEmpty();
        SerialNumber number = module(first, 1).serialNumber();
        assertThat(intake.bySerialNumbers(List.of(number))).containsEntry(number, new ModuleId("m1"));
        assertThat(intake.otherOrderOf(number, second)).isPresent();
        assertThat(intake.otherOrderOf(new SerialNumber("nobodys"), second)).isEmpty();
        Bytes key = module(first, 1).spkiSha256();
        assertThat(intake.byKeys(List.of(key)).get(key).order()).isEqualTo(first);
    }

    @Test
    void aKeyHasOnePlaceOverAllOrders() throws Exception {
        OrderId first = Samples.taken(ledger, "PO-KEY-1", 10, 1);
        OrderId second = Samples.taken(ledger, "PO-KEY-2", 10, 0);
        AcceptedModule module = module(first, 1);
        AcceptedModule replayed = new AcceptedModule(
                1,
                new ModuleId("other"),
                Optional.empty(),
                new SerialNumber("SN-other"),
                module.publicKey(),
                module.spkiSha256(),
                Optional.empty(),
                Samples.submission(second),
                NOW);

        assertThatThrownBy(() -> intake.accept(second, 1, List.of(replayed), 0))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aModuleASerialNumberAndAMacHaveOneLiveRowInAnOrder() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-LIVE", 10, 1);
        MacAddress mac = new MacAddress("7cdfa1000002");
        intake.accept(order, 1, List.of(named(order, 2, "m2", "SN-m2", Optional.of(mac))), 0);

        for (AcceptedModule taken : List.of(
                named(order, 3, "m1", "SN-3", Optional.empty()),
                named(order, 3, "m3", "SN-m1", Optional.empty()),
                named(order, 3, "m3", "SN-3", Optional.of(mac)))) {
            assertThatThrownBy(() -> ledger.inTransaction(() -> {
                        intake.accept(order, 1, List.of(taken), 0);
                        return true;
                    }))
                    .isInstanceOf(DuplicateKeyException.class);
        }
        assertThat(intake.tally(order).modules()).isEqualTo(2);
    }

    private static AcceptedModule named(OrderId order, int seq, String id, String serial, Optional<MacAddress> mac) {
        AcceptedModule module = module(order, seq, id, "key at " + seq);
        return new AcceptedModule(
                seq,
                module.moduleId(),
                mac,
                new SerialNumber(serial),
                module.publicKey(),
                module.spkiSha256(),
                Optional.empty(),
                module.submissionSha256(),
                NOW);
    }

    @Test
    void whatSupersedesGetsIdAndSerialNumberAndCountsAgainstTheSpares() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-SUPER", 1, 1);
        AcceptedModule rekeyed = module(order, 2, "m1", "new key");
        assertThat(intake.serialNumber(order, 1)).isEqualTo(new SerialNumber("SN-m1"));

        intake.supersede(order, 1, 2);
        intake.accept(order, 1, List.of(rekeyed), 1);

        assertThat(intake.tally(order)).isEqualTo(new IssuedModules.Tally(1, 1));
        assertThat(intake.byModules(order, List.of(new ModuleId("m1"))).values())
                .extracting(IssuedModules.KnownModule::seq)
                .containsExactly(2L);
        assertThat(intake.byKeys(List.of(module(order, 1).spkiSha256()))).hasSize(1);
        assertThat(OPEN.sql(kind)
                        .queryForObject(
                                "SELECT superseded_by FROM module WHERE order_id = 'PO-SUPER' AND seq = 1",
                                Integer.class))
                .isEqualTo(2);
    }

    @Test
    void moreThanTheQuantityOrTheSparesIsRefusedByTheDatabase() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-FULL", 2, 2);

        assertThatThrownBy(() -> intake.accept(order, 1, List.of(module(order, 3)), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order PO-FULL has no 1 places left");
        assertThatThrownBy(() -> intake.accept(order, 1, Samples.modules(order, 3, 8), 6))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        OPEN.sql(kind).update("UPDATE production_order SET accepted = 3 WHERE order_id = 'PO-FULL'"))
                .hasMessageContaining("order_quantity");
        assertThatThrownBy(() ->
                        OPEN.sql(kind).update("UPDATE production_order SET superseding = 6 WHERE order_id = 'PO-FULL'"))
                .hasMessageContaining("order_spares");
    }

    @Test
    void aSubmissionIsTakenOnceInAnOrder() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-SUB", 10, 0);
        SubmissionRow again = new SubmissionRow(2, "renamed.zip", Samples.submission(order), NOW, 0, 0, 0);

        assertThat(intake.isTaken(order, Samples.submission(order))).isTrue();
        assertThat(intake.isTaken(order, hash("another"))).isFalse();
        assertThatThrownBy(() -> intake.begin(order, again)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void aSubmissionsCountsAreKeptAndItsLongNameLosesItsEnd() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-COUNT", 10, 0);
        SubmissionRow row = new SubmissionRow(2, "x".repeat(300), hash("second"), NOW, 0, 0, 0);
        intake.begin(order, row);
        intake.finish(order, new SubmissionRow(2, row.name(), row.sha256(), NOW, 7, 2, 1));

        assertThat(ledger.orders().submissions(order))
                .last()
                .isEqualTo(new SubmissionRow(2, "x".repeat(255), hash("second"), NOW, 7, 2, 1));
    }

    @Test
    void rejectsComeBackInTheOrderTheyWereFoundHoweverLong() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-REJ", 10, 0);
        intake.reject(
                order,
                1,
                1,
                List.of(
                        new Refused("b.csr", "m9", RejectCode.DUPLICATE_KEY, "first"),
                        new Refused("a.csr".repeat(200), "", RejectCode.DUPLICATE_KEY, "r".repeat(1000))));
        intake.reject(order, 1, 3, List.of(new Refused("c.csr", "m7", RejectCode.REPLAY, "third")));
        intake.reject(order, 1, 4, List.of());
        List<RejectRow> found = new ArrayList<>();
        intake.rejects(order, found::add);

        assertThat(found).extracting(RejectRow::reason).containsExactly("first", "r".repeat(512), "third");
        assertThat(found.get(0)).isEqualTo(new RejectRow("b.csr", "m9", "DUPLICATE_KEY", "first"));
        assertThat(found.get(1).source()).hasSize(512);
    }

    @Test
    void workThatGivesFalseOrThrowsLeavesNothing() throws Exception {
        OrderId order = Samples.taken(ledger, "PO-BACK", 10, 0);

        assertThat(ledger.inTransaction(() -> {
                    intake.accept(order, 1, Samples.modules(order, 1, 3), 0);
                    return false;
                }))
                .isFalse();
        assertThatThrownBy(() -> ledger.inTransaction(() -> {
                    intake.accept(order, 1, Samples.modules(order, 1, 3), 0);
                    throw new InterruptedException("stop");
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(intake.tally(order)).isEqualTo(new IssuedModules.Tally(0, 0));
        assertThat(intake.byModules(order, List.of(new ModuleId("m1")))).isEmpty();
    }
}
