package dev.mintmark.store;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** One real ledger for a class of tests, each of which takes an order of its own in it. */
final class OpenLedger implements BeforeAllCallback, AfterAllCallback {
    private LedgerDatabase database;
    private Path folder;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = java.nio.file.Files.createTempDirectory("ledger");
        database = LedgerDatabase.open(folder, Map.of());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        database.close();
        dev.mintmark.durable.DurableFiles.deleteTree(folder);
    }

    Ledger ledger() {
        return new Ledger(database);
    }

    JdbcTemplate sql() {
        return new JdbcTemplate(database.dataSource());
    }
}
