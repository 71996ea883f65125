package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.db.MVSecondaryIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A crash that H2 cannot undo: changes are in the file, and what they were made from is not in its log of changes to be undone. */
final class LeftoversTest {
    /** Of these H2 gives its transactions numbers, the lowest first. */
    private static final int TRANSACTIONS = 4;

    @TempDir
    private Path folder;

    @Test
    void noTransactionSeesWhatALostOneLeft() throws Exception {
        List<List<?>> before = crash();

        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(seenByEach(database)).hasSize(TRANSACTIONS).allSatisfy(seen -> assertThat(seen)
                    .isEqualTo(before));
        }
        // and it stays so, and the place is free
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(seenByEach(database)).allSatisfy(seen -> assertThat(seen).isEqualTo(before));
            new JdbcTemplate(database.dataSource()).update("INSERT INTO log_leaf VALUES (7, 7)");
        }
    }

    /** H2 gives up a file that it cannot write to, and opens it again for whoever asks next. */
    @Test
    void aFileThatIsOpenedAgainWithinARunIsWholeToo() throws Exception {
        crash();
        List<List<?>> before;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            before = seen(new JdbcTemplate(database.dataSource()));
            leave(database);
            database.dataSource()
                    .unwrap(HikariDataSource.class)
                    .getHikariPoolMXBean()
                    .softEvictConnections();

            assertThat(seenByEach(database)).hasSize(TRANSACTIONS).allSatisfy(seen -> assertThat(seen)
                    .isEqualTo(before));
        }
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(seenByEach(database)).allSatisfy(seen -> assertThat(seen).isEqualTo(before));
        }
    }

    /** By an index that lacks a key, the key would get a second certificate. */
    @Test
    void aTableWithoutOneOfItsIndexEntriesIsRefused() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of());
                Connection connection = database.dataSource().getConnection()) {
            Samples.taken(new Ledger(database), "PO-1", 3, 3);
            Database h2 = h2(connection);
            MVMap<?, ?> index = h2.getAllSchemas().stream()
                    .flatMap(schema -> schema.getAllTablesAndViews(null).stream())
                    .filter(table -> "module".equals(table.getName()))
                    .flatMap(table -> table.getIndexes().stream())
                    .filter(MVSecondaryIndex.class::isInstance)
                    .map(found -> ((MVSecondaryIndex) found).getMVMap())
                    .findFirst()
                    .orElseThrow();
            removeFirst(index);
            h2.getStore().getMvStore().commit();
            h2.shutdownImmediately();
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).isIn(90098, 90121);
        }

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> LedgerDatabase.open(folder, Map.of()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContainingAll("mintmark.mv.db", "module", "indexes", "recover");
        }
    }

    private static <K> void removeFirst(MVMap<K, ?> map) {
        map.remove(map.firstKey());
    }

    private static Database h2(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }

    private List<List<?>> crash() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            OrderId order = Samples.taken(new Ledger(database), "PO-1", 3, 3);
            new Ledger(database)
                    .dacs(order)
                    .store(Samples.modules(order, 1, 3).stream()
                            .map(Samples::dac)
                            .toList());
            List<List<?>> before = seen(new JdbcTemplate(database.dataSource()));
            leave(database);
            return before;
        }
    }

    /** Leaves a row added, one changed and one deleted, by the second of two transactions. */
    private static void leave(LedgerDatabase database) throws SQLException {
        try (Connection first = database.dataSource().getConnection();
                Connection second = database.dataSource().getConnection();
                Statement statement = second.createStatement()) {
            first.setAutoCommit(false);
            first.createStatement().executeQuery("SELECT count(*) FROM dac");
            second.setAutoCommit(false);
            assertThat(statement.executeUpdate("INSERT INTO log_leaf VALUES (7, 7)"))
                    .isOne();
            assertThat(statement.executeUpdate("UPDATE dac SET serial = 'lost' WHERE seq = 2"))
                    .isOne();
            assertThat(statement.executeUpdate("DELETE FROM dac WHERE seq = 3")).isOne();
            MVStore store = h2(second).getStore().getMvStore();
            store.commit();
            List<String> logs = store.getMapNames().stream()
                    .filter(name -> name.startsWith("undoLog.") && store.hasData(name))
                    .toList();
            assertThat(logs).hasSize(1);
            store.removeMap(logs.get(0));
            store.commit();
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            // what is closed cannot be rolled back
            assertThat(e.getErrorCode()).isIn(90098, 90121);
        }
    }

    private static List<List<List<?>>> seenByEach(LedgerDatabase database) throws SQLException {
        List<List<List<?>>> seen = new ArrayList<>();
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < TRANSACTIONS; i++) {
                Connection connection = database.dataSource().getConnection();
                open.add(connection);
                connection.setAutoCommit(false);
                seen.add(seen(new JdbcTemplate(new SingleConnectionDataSource(connection, true))));
            }
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
        return seen;
    }

    private static List<List<?>> seen(JdbcTemplate sql) {
        return List.of(
                sql.queryForList("SELECT * FROM log_leaf"),
                sql.queryForList("SELECT order_id, seq, serial FROM dac ORDER BY seq"),
                sql.queryForList("SELECT seq FROM dac WHERE serial > '' ORDER BY seq", Integer.class));
    }
}
