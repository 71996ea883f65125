package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class EmbeddedFileTest {
    private static final int MODULES = 2000;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("mintmark.mv.db");
    }

    private static List<Map<String, Object>> dacs(LedgerDatabase database) {
        return new JdbcTemplate(database.dataSource()).queryForList("SELECT * FROM dac ORDER BY order_id, seq");
    }

    /** Writes pages anew, one commit after another, and keeps all that the ledger then has. */
    private List<Map<String, Object>> written(LedgerDatabase database) throws Exception {
        Ledger ledger = new Ledger(database);
        OrderId order = Samples.taken(ledger, "PO-1", MODULES, MODULES);
        for (int seq = 1; seq <= MODULES; seq += 10) {
            ledger.dacs(order)
                    .store(Samples.modules(order, seq, seq + 9).stream()
                            .map(Samples::dac)
                            .toList());
        }
        return dacs(database);
    }

    @Test
    void closedItHasNoMoreThanTwiceWhatIsInUse() throws Exception {
        List<Map<String, Object>> before;
        long open;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            before = written(database);
            open = Files.size(file());
        }
        assertThat(Files.size(file())).isLessThan(open / 2);
        Object closed = which();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }

        try (LedgerDatabase database = LedgerDatabase.openToRead(folder, Map.of())) {
            assertThat(before).hasSize(MODULES);
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
        assertThat(which()).as("who only reads makes no copy").isEqualTo(closed);
    }

    private Object which() throws IOException {
        return Files.readAttributes(file(), BasicFileAttributes.class).fileKey();
    }

    @Test
    void whereNoCopyCanBeMadeItStaysAsItIs() throws Exception {
        List<Map<String, Object>> before;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            before = written(database);
            Files.createDirectories(folder.resolve("copy.mv.db/in-the-way"));
        }
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
    }
}
