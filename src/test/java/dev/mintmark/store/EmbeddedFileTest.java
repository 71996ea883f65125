package dev.mintmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

final class EmbeddedFileTest {
    /** So many that what was written anew is most of the file. */
    private static final int MANY = 2000;

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        told.start();
        log().addAppender(told);
    }

    @AfterEach
    void listenNoMore() {
        log().detachAppender(told);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(EmbeddedFile.class);
    }

    private Path file() {
        return folder.resolve("mintmark.mv.db");
    }

    private static List<Map<String, Object>> dacs(LedgerDatabase database) {
        return new JdbcTemplate(database.dataSource()).queryForList("SELECT * FROM dac ORDER BY order_id, seq");
    }

    /** Writes pages anew, one commit after another, and keeps all that the ledger then has. */
    private static List<Map<String, Object>> written(LedgerDatabase database, int modules) throws Exception {
        Ledger ledger = new Ledger(database);
        OrderId order = Samples.taken(ledger, "PO-1", modules, modules);
        for (int seq = 1; seq <= modules; seq += 10) {
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
            before = written(database, MANY);
            open = Files.size(file());
        }
        assertThat(Files.size(file())).isLessThan(open / 2);
        Object closed = which();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }

        try (LedgerDatabase database = LedgerDatabase.openToRead(folder, Map.of())) {
            assertThat(before).hasSize(MANY);
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
        assertThat(which()).as("who only reads makes no copy").isEqualTo(closed);
    }

    private Object which() throws IOException {
        return Files.readAttributes(file(), BasicFileAttributes.class).fileKey();
    }

    @Test
    void whereNoCopyCanBeMadeItStaysAsItIsAndIsTold() throws Exception {
        List<Map<String, Object>> before;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            before = written(database, MANY);
            Files.createDirectories(folder.resolve("copy.mv.db/in-the-way"));
        }
        assertThat(told.list).singleElement().asString().contains("[WARN]", file() + ": it stays as large as it is");
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void aCopyWithOtherRowsTakesNoPlaceAndIsTold() throws Exception {
        LedgerDatabase.open(folder, Map.of()).close();
        Object ledger = which();

        new EmbeddedFile(new LedgerPlace(folder), true).makeDense(List.of("dac 1"));

        assertThat(told.list).singleElement().asString().contains("[ERROR]", file() + ": a copy of it has other rows");
        assertThat(which()).isEqualTo(ledger);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a\\b"})
    void aPathThatH2WouldTakeForAnotherIsRefused(String name) {
        assumeTrue(File.separatorChar == '/', "the backslash parts folders here");

        assertThatThrownBy(() -> LedgerDatabase.open(folder.resolve(name), Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("the home's path has a \"" + name.charAt(1) + "\"");
    }

    /** As another tool leaves it that looked into the ledger with this in its URL: H2 keeps it in the file. */
    private void letItStayOpen(String delay) {
        JdbcTemplate jdbc = new JdbcTemplate(older());
        jdbc.execute("SET DB_CLOSE_DELAY " + delay);
        jdbc.execute("SHUTDOWN");
    }

    private DriverManagerDataSource older() {
        return new DriverManagerDataSource(
                "jdbc:h2:file:" + folder.resolve("mintmark") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                "mintmark",
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10"})
    void whatIsWrittenAfterTablesAreBroughtUpIsInTheFileThatTookThePlace(String delay) throws Exception {
        Flyway.configure()
                .dataSource(older())
                .target(MigrationVersion.fromVersion("13"))
                .load()
                .migrate();
        letItStayOpen(delay);

        List<Map<String, Object>> before;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            before = written(database, 100);
        }
        try (LedgerDatabase database = LedgerDatabase.openToRead(folder, Map.of())) {
            assertThat(before).hasSize(100);
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void oneThatWasToStayOpenIsClosedAndMadeSmallerAsOthersAre() throws Exception {
        LedgerDatabase.open(folder, Map.of()).close();
        letItStayOpen("-1");
        long open;
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            written(database, MANY);
            open = Files.size(file());
        }

        assertThat(Files.size(file())).isLessThan(open / 2);
    }

    @Test
    void aCopyTakesNoPlaceOfALedgerThatIsOpen() throws Exception {
        LedgerDatabase.open(folder, Map.of()).close();
        LedgerPlace place = new LedgerPlace(folder);
        Object ledger = which();

        Path kept = folder.resolve("kept");
        try (LedgerCopy copy = LedgerCopy.of(place)) {
            Files.move(place.copyFile(), kept);
            try (LedgerDatabase database = LedgerDatabase.openToRead(folder, Map.of())) {
                assertThat(database.number()).isNotEmpty();
                Files.move(kept, place.copyFile());

                assertThatThrownBy(copy::take).isInstanceOf(OverlappingFileLockException.class);
            }
        }
        assertThat(which()).isEqualTo(ledger);
    }

    @Test
    void aCopyTakesNoPlaceOfALedgerThatWasWrittenSince() throws Exception {
        LedgerDatabase.open(folder, Map.of()).close();
        List<Map<String, Object>> before;
        Path kept = folder.resolve("kept");
        LedgerPlace place = new LedgerPlace(folder);
        try (LedgerCopy copy = LedgerCopy.of(place)) {
            Files.move(place.copyFile(), kept);
            try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
                before = written(database, 100);
            }
            Files.move(kept, place.copyFile());

            assertThatThrownBy(copy::take).isInstanceOf(LedgerBusyException.class);
        }
        assertThat(place.copyFile()).doesNotExist();
        try (LedgerDatabase database = LedgerDatabase.openToRead(folder, Map.of())) {
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void aCopyThatAnotherProcessBeganTakesNoPlace() throws Exception {
        LedgerDatabase.open(folder, Map.of()).close();
        LedgerPlace place = new LedgerPlace(folder);
        Object ledger = which();
        try (LedgerCopy copy = LedgerCopy.of(place)) {
            place.dropCopy();
            Files.writeString(place.copyFile(), "half");

            assertThatThrownBy(copy::take).isInstanceOf(LedgerBusyException.class);
        }
        assertThat(which()).isEqualTo(ledger);
    }

    @Test
    void aFirstLedgerTakesNoPlaceOfOneThatWasBegunMeanwhile() throws Exception {
        LedgerPlace place = new LedgerPlace(folder);
        Path kept = folder.resolve("kept");
        List<Map<String, Object>> before;
        try (LedgerCopy copy = LedgerCopy.of(place)) {
            Files.writeString(place.copyFile(), "tables without rows");
            copy.opened();
            Files.move(place.copyFile(), kept);
            try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
                before = written(database, 100);

                Files.move(kept, place.copyFile());
                assertThatThrownBy(copy::take).isInstanceOf(LedgerBusyException.class);
            }
        }
        try (LedgerDatabase database = LedgerDatabase.openToRead(folder, Map.of())) {
            assertThat(dacs(database)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void aFirstLedgerIsOnlyWhatWasMadeToBeIt() throws Exception {
        LedgerPlace place = new LedgerPlace(folder);
        try (LedgerCopy copy = LedgerCopy.of(place)) {
            Files.writeString(place.copyFile(), "ours");
            copy.opened();
            place.dropCopy();
            Files.writeString(place.copyFile(), "half of another process's");

            assertThatThrownBy(copy::take).isInstanceOf(LedgerBusyException.class);
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftIsGoneOnceItIsOpened() throws Exception {
        LedgerDatabase.open(folder, Map.of()).close();
        Path left = Files.writeString(folder.resolve("copy.mv.db"), "half");

        LedgerDatabase.openToRead(folder, Map.of()).close();

        assertThat(left).doesNotExist();
    }

    /** A disk that is not mounted, and a link that closing would replace. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noLedgerIsBegunInALinksPlace(boolean mounted) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (mounted) {
            LedgerDatabase.open(disk, Map.of()).close();
        }
        Path home = Files.createDirectory(folder.resolve("home"));
        Path link = Files.createSymbolicLink(home.resolve("mintmark.mv.db"), disk.resolve("mintmark.mv.db"));

        assertThatThrownBy(() -> LedgerDatabase.openToRead(home, Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("is a link");
        assertThat(link).isSymbolicLink();
        assertThat(Files.exists(link)).isEqualTo(mounted);
    }

    @Test
    void noLedgerIsBegunInThePlaceOfWhatIsNoFile() throws Exception {
        Files.createDirectory(file());

        assertThatThrownBy(() -> LedgerDatabase.open(folder, Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("no file that can be read");
        assertThat(file()).isDirectory();
    }

    @Test
    void aDamagedLedgerIsNamedWithWhatPutsItRight() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            written(database, 100);
        }
        byte[] whole = Files.readAllBytes(file());
        byte[] damaged = whole.clone();
        // both of its headers
        Arrays.fill(damaged, 0, 8192, (byte) 0);
        Files.write(file(), damaged);

        assertThatThrownBy(() -> LedgerDatabase.open(folder, Map.of()))
                .isInstanceOf(FaultException.class)
                .hasMessageContainingAll("mintmark.mv.db", "damaged", "recover --from");

        Files.write(file(), whole);
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of())) {
            assertThat(dacs(database)).hasSize(100);
        }
    }

    /** A process that closes any channel to a file gives up its lock on it, and hears nothing of that. */
    @Test
    void noOtherProcessCanLockALedgerThatIsOpen() throws Exception {
        assertThat(lockByAnother()).isEqualTo("no file");
        try (LedgerDatabase database = LedgerDatabase.open(folder, Map.of());
                Connection first = database.dataSource().getConnection();
                Connection second = database.dataSource().getConnection()) {
            assertThat(lockByAnother()).isEqualTo("refused");
        }
        assertThat(lockByAnother()).isEqualTo("locked");
    }

    private String lockByAnother() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file().toString())
                .redirectErrorStream(true)
                .start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    static final class OtherProcess {
        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            if (!Files.exists(file)) {
                System.out.println("no file");
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                System.out.println(lock == null ? "refused" : "locked");
            }
        }
    }
}
