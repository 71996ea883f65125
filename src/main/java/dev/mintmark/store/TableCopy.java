package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FaultException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Rows of all tables of one ledger, put into another whose tables are the same and empty. */
final class TableCopy {
    private static final int BATCH = 500;

    /** The one table in which a new ledger has a row already. */
    private static final String NUMBER = "ledger_number";

    private final Connection from;
    private final Connection to;
    private final List<String> tables;

    TableCopy(Connection from, Connection to) throws SQLException {
        this.from = from;
        this.to = to;
        this.tables = referencedFirst(from);
        Set<String> there = new TreeSet<>(names(to));
        if (!there.equals(new TreeSet<>(tables))) {
            throw new IllegalStateException("the tables are not the same: %s there, %s here".formatted(there, tables));
        }
    }

    /** Without those of Spring Batch and Flyway, which each database has for itself. */
    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (row.next()) {
                String name = row.getString("TABLE_NAME");
                if (!name.toLowerCase(Locale.ROOT).matches("batch_.*|flyway_.*")) {
                    names.add(name);
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    private static List<String> referencedFirst(Connection connection) throws SQLException {
        Set<String> placed = new LinkedHashSet<>();
        List<String> left = names(connection);
        while (!left.isEmpty()) {
            int before = left.size();
            for (String table : List.copyOf(left)) {
                Set<String> referenced = referenced(connection, table);
                referenced.remove(table);
                if (placed.containsAll(referenced)) {
                    placed.add(table);
                    left.remove(table);
                }
            }
            if (left.size() == before) {
                throw new IllegalStateException("tables refer to each other in a circle: " + left);
            }
        }
        return List.copyOf(placed);
    }

    private static Set<String> referenced(Connection connection, String table) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet row =
                connection.getMetaData().getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (row.next()) {
                names.add(row.getString("PKTABLE_NAME"));
            }
        }
        return names;
    }

    void targetMustBeEmpty(String place) throws SQLException {
        for (String table : tables) {
            try (Statement statement = to.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                row.next();
                if (row.getLong(1) > 0 && !table.equals(NUMBER)) {
                    throw new FaultException(
                            place, "holds a ledger already, another than this home's", "move into an empty database");
                }
            }
        }
    }

    void copy() throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.executeUpdate("DELETE FROM " + NUMBER);
        }
        for (String table : tables) {
            copy(table);
        }
    }

    private void copy(String table) throws SQLException {
        List<String> columns = columns(table);
        String insert = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
                .formatted(
                        table, String.join(", ", columns), String.join(", ", Collections.nCopies(columns.size(), "?")));
        try (Statement read = from.createStatement();
                ResultSet row = read.executeQuery(select(table, columns));
                PreparedStatement write = to.prepareStatement(insert)) {
            int waiting = 0;
            while (row.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    write.setObject(i, value(row, i));
                }
                write.addBatch();
                if (++waiting % BATCH == 0) {
                    write.executeBatch();
                }
            }
            write.executeBatch();
        }
        countOn(table);
    }

    /** Lets columns that number themselves go on behind the rows that came with a number. */
    private void countOn(String table) throws SQLException {
        try (ResultSet column = to.getMetaData().getColumns(to.getCatalog(), to.getSchema(), table, "%");
                Statement statement = to.createStatement()) {
            while (column.next()) {
                if (column.getString("TABLE_NAME").equals(table)
                        && column.getString("IS_AUTOINCREMENT").equals("YES")) {
                    String name = column.getString("COLUMN_NAME");
                    statement.execute("SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), MAX(%2$s)) FROM %1$s"
                            .formatted(table, name));
                }
            }
        }
    }

    /**
     * Reads both sides and compares them.
     *
     * @throws FaultException if a table differs
     */
    List<CopiedTable> compare(String place) throws SQLException {
        List<CopiedTable> copied = new ArrayList<>();
        for (String table : tables) {
            Contents here = contents(from, table);
            if (!here.equals(contents(to, table))) {
                throw new FaultException(
                        place,
                        "table %s is not as this home's ledger has it".formatted(table),
                        "the home's ledger still holds; empty the database and move again");
            }
            copied.add(new CopiedTable(table, here.rows()));
        }
        return copied;
    }

    /** Rows and the sum of their hashes: databases put texts in different orders. */
    private record Contents(long rows, BigInteger sum) {}

    private Contents contents(Connection connection, String table) throws SQLException {
        List<String> columns = columns(table);
        long rows = 0;
        BigInteger sum = BigInteger.ZERO;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (ResultSet row = statement.executeQuery(select(table, columns))) {
                while (row.next()) {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= columns.size(); i++) {
                        text.append(text(value(row, i))).append('\0');
                    }
                    byte[] hash = Bytes.sha256Of(text.toString().getBytes(StandardCharsets.UTF_8))
                            .toByteArray();
                    sum = sum.add(new BigInteger(1, hash));
                    rows++;
                }
            }
        }
        return new Contents(rows, sum);
    }

    private List<String> columns(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet row = from.getMetaData().getColumns(from.getCatalog(), from.getSchema(), table, "%")) {
            while (row.next()) {
                // the catalogue takes a name for a pattern, in which _ is any letter
                if (row.getString("TABLE_NAME").equals(table)) {
                    columns.add(row.getString("COLUMN_NAME"));
                }
            }
        }
        return columns;
    }

    private static String select(String table, List<String> columns) {
        return "SELECT %s FROM %s".formatted(String.join(", ", columns), table);
    }

    private static Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return value instanceof Timestamp ? row.getObject(column, OffsetDateTime.class) : value;
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Bytes.of(bytes).hex();
        }
        return value instanceof OffsetDateTime time ? time.toInstant().toString() : String.valueOf(value);
    }
}
