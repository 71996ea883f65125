package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import dev.mintmark.onboarding.SealedValues;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one order's modules brought along for the maker's own keys, sealed. */
public final class JdbcModuleValues {
    private final JdbcTemplate jdbc;
    private final OrderId order;

    JdbcModuleValues(JdbcTemplate jdbc, OrderId order) {
        this.jdbc = jdbc;
        this.order = order;
    }

    /** Enters a module's; it has none yet. */
    public void add(int seq, SealedValues values) {
        jdbc.update(
                "INSERT INTO module_values (order_id, seq, mark, content) VALUES (?, ?, ?, ?)",
                order.value(),
                seq,
                values.mark().hex(),
                values.content().toByteArray());
    }

    public Optional<SealedValues> find(int seq) {
        return jdbc
                .query(
                        "SELECT mark, content FROM module_values WHERE order_id = ? AND seq = ?",
                        (row, n) -> new SealedValues(
                                Bytes.fromHex(row.getString("mark")), Bytes.of(row.getBytes("content"))),
                        order.value(),
                        seq)
                .stream()
                .findFirst();
    }

    /** The live modules by place, each with the mark of its values; empty of those whose values were lost with a ledger. */
    public Map<Integer, Taken> taken() {
        Map<Integer, Taken> taken = new TreeMap<>();
        jdbc.query(
                "SELECT m.seq, m.module_id, v.mark, (SELECT COALESCE(MAX(l.last_seq), 0) FROM lot l JOIN delivery d"
                        + " ON d.order_id = l.order_id AND d.number = l.delivery"
                        + " WHERE l.order_id = ? AND d.delivered_at IS NOT NULL) AS delivered_to FROM module m"
                        + " LEFT JOIN module_values v ON v.order_id = m.order_id AND v.seq = m.seq"
                        + " WHERE m.order_id = ? AND m.superseded_by IS NULL ORDER BY m.seq",
                row -> {
                    taken.put(
                            row.getInt("seq"),
                            new Taken(
                                    new ModuleId(row.getString("module_id")),
                                    Rows.bytes(row.getString("mark")),
                                    row.getInt("seq") <= row.getInt("delivered_to")));
                },
                order.value(),
                order.value());
        return taken;
    }

    /** @param mark of the values that were taken with it */
    public record Taken(ModuleId module, Optional<Bytes> mark, boolean isDelivered) {}
}
