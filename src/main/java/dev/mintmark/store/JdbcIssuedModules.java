package dev.mintmark.store;

import dev.mintmark.csr.DacNumber;
import dev.mintmark.csr.IssuedModules;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What intake asks of all that was taken before, each time for a list. */
class JdbcIssuedModules implements IssuedModules {
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    JdbcIssuedModules(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    @Override
    public Map<Bytes, KnownKey> byKeys(Collection<Bytes> spkiSha256) {
        return lookUp(
                "SELECT m.spki_sha256, m.order_id, m.module_id, m.seq, m.key_salt, m.superseded_by, d.sha256 FROM module m"
                        + " LEFT JOIN dac d ON d.order_id = m.order_id AND d.seq = m.seq WHERE m.spki_sha256 IN (:asked)",
                texts(spkiSha256, Bytes::hex),
                row -> true,
                row -> Bytes.fromHex(row.getString("spki_sha256")),
                row -> new KnownKey(
                        new OrderId(row.getString("order_id")),
                        new ModuleId(row.getString("module_id")),
                        row.getInt("seq"),
                        Rows.bytes(row.getString("key_salt")),
                        Rows.bytes(row.getString("sha256")),
                        row.getObject("superseded_by") != null));
    }

    @Override
    public Map<ModuleId, KnownModule> byModules(OrderId order, Collection<ModuleId> modules) {
        return lookUp(
                "SELECT m.order_id, m.live_module_id, m.spki_sha256, m.seq, s.sha256,"
                        + " (SELECT COALESCE(MAX(l.last_seq), 0) FROM lot l WHERE l.order_id = m.order_id) AS delivered_to FROM "
                        + Rows.MODULE_TABLES
                        + " WHERE m.live_module_id IN (:asked)",
                texts(modules, ModuleId::value),
                of(order),
                row -> new ModuleId(row.getString("live_module_id")),
                row -> new KnownModule(
                        Bytes.fromHex(row.getString("spki_sha256")),
                        row.getInt("seq"),
                        Bytes.fromHex(row.getString("sha256")),
                        row.getInt("seq") <= row.getInt("delivered_to")));
    }

    @Override
    public Map<SerialNumber, ModuleId> bySerialNumbers(Collection<SerialNumber> serialNumbers) {
        return lookUp(
                "SELECT live_serial, module_id FROM module WHERE live_serial IN (:asked)",
                texts(serialNumbers, SerialNumber::value),
                row -> true,
                row -> new SerialNumber(row.getString("live_serial")),
                row -> new ModuleId(row.getString("module_id")));
    }

    @Override
    public Map<DacNumber, ModuleId> byDacNumbers(Collection<DacNumber> numbers) {
        Set<DacNumber> asked = Set.copyOf(numbers);
        return lookUp(
                "SELECT d.issuer_ski, d.serial, m.module_id FROM dac d"
                        + " JOIN module m ON m.order_id = d.order_id AND m.seq = d.seq WHERE d.serial IN (:asked)",
                texts(numbers, number -> number.serial().hex()),
                row -> asked.contains(dacNumber(row)),
                JdbcIssuedModules::dacNumber,
                row -> new ModuleId(row.getString("module_id")));
    }

    private static DacNumber dacNumber(ResultSet row) throws SQLException {
        return new DacNumber(Bytes.fromHex(row.getString("issuer_ski")), Bytes.fromHex(row.getString("serial")));
    }

    @Override
    public Map<MacAddress, ModuleId> byMacs(OrderId order, Collection<MacAddress> macs) {
        return lookUp(
                "SELECT order_id, live_mac, module_id FROM module WHERE live_mac IN (:asked)",
                texts(macs, MacAddress::value),
                of(order),
                row -> new MacAddress(row.getString("live_mac")),
                row -> new ModuleId(row.getString("module_id")));
    }

    @Override
    public Tally tally(OrderId order) {
        return jdbc.queryForObject(
                "SELECT accepted, superseding FROM production_order WHERE order_id = ?",
                (row, n) -> new Tally(row.getInt("accepted"), row.getInt("superseding")),
                order.value());
    }

    /** By the list alone: with the order in the condition too, H2 would read all of the order's rows. */
    private <K, V> Map<K, V> lookUp(String sql, List<String> asked, Cell<Boolean> wanted, Cell<K> key, Cell<V> value) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<K, V> found = new HashMap<>();
        named.query(sql, Map.of("asked", asked), (ResultSet row) -> {
            if (wanted.of(row)) {
                found.put(key.of(row), value.of(row));
            }
        });
        return found;
    }

    private interface Cell<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static Cell<Boolean> of(OrderId order) {
        return row -> row.getString("order_id").equals(order.value());
    }

    private static <T> List<String> texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toList();
    }
}
