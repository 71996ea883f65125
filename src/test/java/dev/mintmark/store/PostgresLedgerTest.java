package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.PostgresServer;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is PostgreSQL's alone: a server that may be wrong, away, or somebody else's. */
final class PostgresLedgerTest {
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    @TempDir
    private Path home;

    private PostgresServer server;
    private PostgresServer.Database database;

    @BeforeEach
    void take() throws SQLException {
        server = PostgresServer.get();
        database = server.create();
    }

    @AfterEach
    void drop() throws SQLException {
        if (database != null) {
            database.close();
        }
    }

    private LedgerDatabase open(String folder, Map<String, String> environment) {
        return LedgerDatabase.open(home.resolve(folder), environment, AT_ONCE);
    }

    private Map<String, String> with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(database.environment());
        changed.put(variable, value);
        return changed;
    }

    @Test
    void oneProcessHoldsItWhateverItsHomeAndOthersMayRead() {
        try (LedgerDatabase held = open("first", database.environment())) {
            new Ledger(held).orders().open(Samples.order("PO-1", 10, 0));

            assertThatThrownBy(() -> open("second", database.environment()))
                    .isInstanceOf(LedgerBusyException.class)
                    .hasMessage(
                            "the ledger in %s is in use by another process",
                            database.url().substring("jdbc:".length()));
            try (LedgerDatabase reader = LedgerDatabase.openToRead(home.resolve("second"), database.environment())) {
                assertThat(new Ledger(reader).orders().orders()).hasSize(1);
            }
        }
        open("second", database.environment()).close();
    }

    @Test
    void eachSchemaOfADatabaseIsALedgerOfItsOwn() throws SQLException {
        sql("CREATE SCHEMA other");
        Map<String, String> other = with("MINTMARK_LEDGER_URL", database.url() + "?currentSchema=other");
        try (LedgerDatabase first = open("first", database.environment());
                LedgerDatabase second = open("second", other)) {
            new Ledger(first).orders().open(Samples.order("PO-1", 10, 0));

            assertThat(new Ledger(second).orders().orders()).isEmpty();
            assertThat(second.hasBatchTables()).isFalse();
        }
    }

    @Test
    void whoLostItsHoldPublishesNothingMore() throws SQLException {
        try (LedgerDatabase held = open("first", database.environment())) {
            held.sync();
            sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())");

            assertThatThrownBy(held::sync)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("was cut");
        }
    }

    @Test
    void aHomeKeepsToItsLedger() throws Exception {
        open("home", database.environment()).close();

        assertThatThrownBy(() -> open("home", Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("this home's ledger is in postgresql://")
                .hasMessageContaining("set MINTMARK_LEDGER_URL");
        try (PostgresServer.Database another = server.create()) {
            assertThatThrownBy(() -> open("home", another.environment()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("is not this home's ledger");
        }
        LedgerDatabase.open(home.resolve("embedded"), Map.of()).close();
        assertThatThrownBy(() -> open("embedded", database.environment()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("this home has a ledger already")
                .hasMessageContaining("mintmark ledger move");
    }

    @Test
    void aWrongAccountADatabaseThatIsMissingAndAServerThatIsAwayAreSaidSo() throws IOException {
        assertThatThrownBy(() -> open("home", with("MINTMARK_LEDGER_PASSWORD", "guessed")))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("the server does not let user \"%s\" in", server.user())
                .hasMessageNotContaining("guessed");
        Map<String, String> without = new HashMap<>(database.environment());
        without.remove("MINTMARK_LEDGER_PASSWORD");
        assertThatThrownBy(() -> open("home", without))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("does not let user");
        assertThatThrownBy(() -> open("home", with("MINTMARK_LEDGER_URL", database.url() + "_missing")))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("no such database")
                .hasMessageContaining("createdb");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThatThrownBy(
                        () -> open("home", with("MINTMARK_LEDGER_URL", "jdbc:postgresql://127.0.0.1:" + closed + "/x")))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("the server of the ledger in postgresql://127.0.0.1:%d/x does not answer (08001)", closed);
        assertThat(home.resolve("home")).doesNotExist();
    }

    @Test
    void whatIsNoPostgresUrlOrHoldsAPasswordIsNotTriedAndNotRepeated() {
        for (String url : List.of(
                "jdbc:h2:mem:x",
                "postgres://me:s3cret@host/db",
                "jdbc:postgresql:",
                "jdbc:postgresql://host/db?password=s3cret",
                "jdbc:postgresql://me:s3cret@host/db",
                "jdbc:postgresql://host/db?ssl=true&sslPassword=s3cret")) {
            assertThatThrownBy(() -> open("home", with("MINTMARK_LEDGER_URL", url)))
                    .as(url)
                    .isInstanceOf(FaultException.class)
                    .hasMessageStartingWith("MINTMARK_LEDGER_URL")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aCommitIsSyncedWhateverTheServersDefault() throws SQLException {
        sql("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");

        try (LedgerDatabase held = open("home", database.environment())) {
            assertThat(new JdbcTemplate(held.dataSource()).queryForObject("SHOW synchronous_commit", String.class))
                    .isEqualTo("on");
        }
        sql("ALTER DATABASE " + database.name() + " SET synchronous_commit = remote_write");
        try (LedgerDatabase held = open("home", database.environment())) {
            assertThat(new JdbcTemplate(held.dataSource()).queryForObject("SHOW synchronous_commit", String.class))
                    .isEqualTo("remote_write");
        }
    }

    @Test
    void aServerThatDoesNotSyncIsRefused() throws Exception {
        server.execute("ALTER SYSTEM SET fsync = off");
        try {
            reload("off");
            assertThatThrownBy(() -> open("home", database.environment()))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("fsync = off");
        } finally {
            server.execute("ALTER SYSTEM RESET fsync");
            reload("on");
        }
    }

    /** The server takes a new setting when it comes to it. */
    private void reload(String until) throws Exception {
        server.execute("SELECT pg_reload_conf()");
        for (int i = 0; i < 100; i++) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW fsync")) {
                row.next();
                if (row.getString(1).equals(until)) {
                    return;
                }
            }
            Thread.sleep(50);
        }
    }

    @Test
    void anAccountThatMayMakeNoTablesIsToldSo() throws SQLException {
        String role = "reader_" + database.name();
        server.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
        try {
            Map<String, String> reader = with("MINTMARK_LEDGER_USER", role);
            reader.put("MINTMARK_LEDGER_PASSWORD", "x");

            assertThatThrownBy(() -> open("home", reader))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("may not make or change tables")
                    .hasMessageContaining("own the database");
        } finally {
            server.execute("DROP ROLE " + role);
        }
    }

    /** A key is looked for among all keys ever taken: never by reading them all. */
    @Test
    void keysAreFoundByTheirIndex() throws SQLException {
        try (LedgerDatabase held = open("home", database.environment());
                Connection connection = held.dataSource().getConnection();
                Statement setting = connection.createStatement()) {
            setting.execute("SET enable_seqscan = off");
            for (String column : List.of("spki_sha256", "live_mac", "live_serial", "live_module_id")) {
                try (PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN SELECT seq FROM module WHERE " + column + " IN (?, ?)")) {
                    Bytes key = Samples.hash(column);
                    explain.setString(1, key.hex());
                    explain.setString(2, key.hex().substring(0, 12));
                    StringBuilder plan = new StringBuilder();
                    try (ResultSet row = explain.executeQuery()) {
                        while (row.next()) {
                            plan.append(row.getString(1)).append('\n');
                        }
                    }
                    assertThat(plan.toString()).contains("Index Cond").doesNotContain("Seq Scan");
                }
            }
        }
    }

    @Test
    void anEmptyDatabaseIsAllThatALedgerMovesInto() throws Exception {
        Path folder = home.resolve("home");
        LedgerDatabase.open(folder, Map.of()).close();
        try (LedgerDatabase other = open("other", database.environment())) {
            new Ledger(other).orders().open(Samples.order("PO-1", 10, 0));
        }

        assertThatThrownBy(() -> LedgerMove.move(folder, database.environment()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("holds a ledger already");
        assertThatThrownBy(() -> LedgerMove.move(folder, Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("MINTMARK_LEDGER_URL");
        LedgerDatabase.open(folder, Map.of()).close();
    }

    /** Killed after the rows were committed, and after the home was told: done again it comes to its end. */
    @Test
    void aMoveThatWasBrokenOffIsDoneAgain() throws Exception {
        Path folder = home.resolve("home");
        try (LedgerDatabase embedded = LedgerDatabase.open(folder, Map.of())) {
            Ledger ledger = new Ledger(embedded);
            Samples.delivered(ledger, Samples.taken(ledger, "PO-1", 700, 612), 100);
        }
        Path copy = Files.copy(folder.resolve("mintmark.mv.db"), home.resolve("copy"));
        LedgerMove.Moved moved = LedgerMove.move(folder, database.environment());
        for (boolean told : new boolean[] {true, false}) {
            Files.move(copy, folder.resolve("mintmark.mv.db"));
            if (!told) {
                Files.delete(folder.resolve("postgresql"));
            }
            assertThat(LedgerMove.move(folder, database.environment())).isEqualTo(moved);
            Files.copy(moved.aside(), copy);
        }
        assertThat(moved.rows()).isGreaterThan(612 * 3);
        try (LedgerDatabase held = open("home", database.environment())) {
            assertThat(new Ledger(held).dacs(new OrderId("PO-1")).stored(0, 1000))
                    .hasSize(612);
        }
        sql("UPDATE module SET serial_number = 'x', live_serial = 'x' WHERE seq = 600");
        Files.move(copy, folder.resolve("mintmark.mv.db"));
        assertThatThrownBy(() -> LedgerMove.move(folder, database.environment()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("table module is not as this home's ledger has it");
    }

    /** The lines of docs/operations.md. */
    @Test
    void aDumpRestoredElsewhereIsStillThisHomesLedger() throws Exception {
        try (LedgerDatabase held = open("home", database.environment())) {
            Samples.delivered(new Ledger(held), Samples.taken(new Ledger(held), "PO-1", 10, 3), 2);
        }
        String dump = home.resolve("ledger.dump").toString();
        try (PostgresServer.Database other = server.create()) {
            database.run("pg_dump", "--format=custom", "--file=" + dump);
            other.run("pg_restore", "--no-owner", dump);

            try (LedgerDatabase held = open("home", other.environment())) {
                assertThat(new Ledger(held).dacs(new OrderId("PO-1")).stored(0, 10))
                        .hasSize(3);
            }
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
