package dev.mintmark.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.order.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogEntryTest {
    private static final OrderId ORDER = new OrderId("PO-1");
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30.123456Z");
    private static final Bytes HASH = Bytes.sha256Of(new byte[] {1});

    static Stream<LogEntry> one() {
        return Stream.of(
                new OrderOpened(
                        ORDER,
                        "4500012345/10",
                        10,
                        1,
                        new Terms(new TreeMap<>(Map.of("factory", "test", "product vendor-name", "Dëmo \"Lights\""))),
                        HASH,
                        NOW),
                new OrderAmended(ORDER, 12, 2),
                new SubmissionTaken(ORDER, 1, "a\nb \u202e.zip", HASH, NOW, 3, 2, 1, 1),
                new SubmissionSigned(ORDER, 1, "2026-12-01-a", 1, HASH),
                new AskedAgain(ORDER, 1, List.of(1, 7)),
                new Accepted(
                        ORDER,
                        1,
                        List.of(module(1, Optional.of(new MacAddress("a0b1c2d3e4f5"))), module(2, Optional.empty()))),
                new Superseded(ORDER, 1, 11),
                new Rejected(ORDER, 1, List.of(new Rejected.Reject(1, "x", "", "POP_INVALID", "the \\ signature"))),
                new DeliveryPlanned(ORDER, 1, 1, 10, 500, NOW),
                dac(false),
                dac(true),
                new ReSigned(ORDER, 1, 250, 2, NOW),
                new LotsSealed(ORDER, 1, List.of(new LotsSealed.Lot(1, HASH, HASH, HASH, 5_000_000_000L))),
                new Delivered(ORDER, 1, HASH, Bytes.of((byte) 0x30, (byte) 0), NOW),
                new Acknowledged(ORDER, 1, HASH, HASH, NOW, NOW),
                new Reported(ORDER, 1, "shift-1.csv", HASH, Optional.of(HASH), "zone\tUTC\n", NOW, 3, 2, 1),
                new OrderClosed(ORDER, "factory \"burnt\" down", NOW),
                new RecoveredModules(
                        ORDER,
                        1,
                        List.of(new RecoveredModules.Module(
                                1,
                                new ModuleId("m1"),
                                Optional.empty(),
                                new SerialNumber("SN-1"),
                                HASH,
                                Bytes.fromHex("11".repeat(20)),
                                Bytes.fromHex("40"),
                                HASH,
                                NOW.truncatedTo(ChronoUnit.SECONDS),
                                NOW.truncatedTo(ChronoUnit.SECONDS),
                                NOW.truncatedTo(ChronoUnit.SECONDS)))),
                new Recovered(ORDER, 2, 70_000, HASH, NOW));
    }

    private static DacIssued dac(boolean adopted) {
        return new DacIssued(
                ORDER,
                1,
                new ModuleId("m1"),
                HASH,
                Bytes.fromHex("11".repeat(20)),
                Bytes.fromHex("40"),
                HASH,
                NOW,
                Bytes.of((byte) 0x30, (byte) 0),
                adopted);
    }

    private static Accepted.Module module(int seq, Optional<MacAddress> mac) {
        Bytes point = Bytes.of(Arrays.copyOf(new byte[] {4}, 65));
        // what a chip derives its key with is told by some
        Optional<Bytes> salt = seq % 2 == 0 ? Optional.of(HASH) : Optional.empty();
        return new Accepted.Module(seq, new ModuleId("m" + seq), mac, new SerialNumber("SN-" + seq), point, salt);
    }

    @Test
    void everyKindIsAmongThem() {
        assertThat(one().map(LogEntry::kind).collect(Collectors.toSet())).containsExactlyInAnyOrder(EntryKind.values());
    }

    @ParameterizedTest
    @MethodSource("one")
    void whatIsWrittenIsRead(LogEntry entry) {
        assertThat(LogEntry.read(entry.content())).isEqualTo(entry);
        assertThat(entry.line()).isPrintable().matches("\\A[\\x20-\\x7e]+\\z");
    }

    @Test
    void anEntryIsOneLineOfJsonWithItsFieldsInOrder() {
        assertThat(new DeliveryPlanned(ORDER, 1, 1, 10, 500, NOW).line())
                .isEqualTo(
                        "{\"kind\":\"delivery-planned\",\"order\":\"PO-1\",\"number\":1,\"first_seq\":1,\"last_seq\":10,"
                                + "\"lot_size\":500,\"planned_at\":\"2026-05-04T10:20:30.123Z\"}");
        assertThat(new Rejected(ORDER, 1, List.of(new Rejected.Reject(1, "é", "", "X", "\"\\"))).line())
                .endsWith("\"source\":\"\\u00e9\",\"module_id\":\"\",\"code\":\"X\",\"reason\":\"\\u0022\\u005c\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"kind\":\"order-amended\"}",
                "{\"kind\":\"order-baked\",\"order\":\"PO-1\"}",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"quantity\":1,\"spares\":\"2\"}",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"quantity\":1,\"spares\":9999999999}",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"quantity\":1, \"spares\":2}",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"spares\":2,\"quantity\":1}",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"quantity\":1,\"spares\":2,\"more\":3}",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"quantity\":1,\"spares\":2}\n",
                "{\"kind\":\"order-amended\",\"order\":\"PO-1\",\"quantity\":1,\"spares\":2"
            })
    void whatIsNotInTheOneFormIsRefused(String text) {
        Bytes content = Bytes.of(text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> LogEntry.read(content)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsAreCutSoThatNoEntryIsTooLong() {
        List<Rejected.Reject> rejects = IntStream.rangeClosed(1, 250)
                .mapToObj(n -> new Rejected.Reject(n, "é".repeat(512), "é".repeat(160), "X", "é".repeat(512)))
                .toList();

        List<LogEntry> entries = LogEntry.split(rejects, part -> new Rejected(ORDER, 1, part));

        assertThat(entries).allMatch(entry -> entry.line().length() <= LogEntry.LONGEST);
        assertThat(entries.stream().flatMap(entry -> ((Rejected) entry).rejects().stream()))
                .containsExactlyElementsOf(rejects);
    }
}
