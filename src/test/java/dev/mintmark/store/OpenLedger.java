package dev.mintmark.store;

import dev.mintmark.LedgerKind;
import dev.mintmark.durable.DurableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real ledger of each kind for a class of tests, each of which takes an order of its own in it. */
final class OpenLedger implements AfterAllCallback {
    private final Map<LedgerKind, Opened> opened = new EnumMap<>(LedgerKind.class);

    private record Opened(LedgerKind.Empty empty, Path folder, List<LedgerDatabase> databases) {}

    private Opened opened(LedgerKind kind) throws Exception {
        Opened known = opened.get(kind);
        if (known == null) {
            LedgerKind.Empty empty = kind.empty();
            Path folder = Files.createTempDirectory("ledger");
            LedgerDatabase database = LedgerDatabase.open(folder, empty.environment());
            known = new Opened(empty, folder, new ArrayList<>(List.of(database)));
            opened.put(kind, known);
        }
        return known;
    }

    /** The ledger, opened on first use; skips the test where there is no database of this kind. */
    Ledger ledger(LedgerKind kind) throws Exception {
        return new Ledger(opened(kind).databases().get(0));
    }

    /** The same ledger opened once more, as by another process: with connections of its own. */
    Ledger another(LedgerKind kind) throws Exception {
        Opened known = opened(kind);
        LedgerDatabase database =
                LedgerDatabase.openToRead(known.folder(), known.empty().environment());
        known.databases().add(database);
        return new Ledger(database);
    }

    JdbcTemplate sql(LedgerKind kind) throws Exception {
        return new JdbcTemplate(opened(kind).databases().get(0).dataSource());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (Opened each : opened.values()) {
            each.databases().forEach(LedgerDatabase::close);
            each.empty().close();
            DurableFiles.deleteTree(each.folder());
        }
        opened.clear();
    }
}
