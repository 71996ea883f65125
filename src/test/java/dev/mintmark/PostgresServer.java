package dev.mintmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for tests: the one that {@code MINTMARK_TEST_POSTGRES_URL} names
 * ({@code jdbc:postgresql://HOST:PORT/postgres?user=…&password=…}, an account that may make databases), else a private cluster, started
 * once in a test JVM and gone with it however that ends. Where there is neither, tests that ask for one are skipped.
 */
public final class PostgresServer {
    private static final String USER = "mintmark";
    private static final String PASSWORD = "only-for-tests";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static Optional<PostgresServer> server;

    private final String base;
    private final String user;
    private final String password;

    private PostgresServer(String base, String user, String password) {
        this.base = base;
        this.user = user;
        this.password = password;
    }

    /** Skips the test if there is none. */
    public static PostgresServer get() {
        Optional<PostgresServer> found = find();
        Assumptions.assumeTrue(
                found.isPresent(),
                "no PostgreSQL: neither MINTMARK_TEST_POSTGRES_URL nor initdb of version 15 or newer");
        return found.get();
    }

    private static synchronized Optional<PostgresServer> find() {
        if (server == null) {
            String url = System.getenv("MINTMARK_TEST_POSTGRES_URL");
            server = url != null ? Optional.of(named(url)) : programs().map(PostgresServer::start);
        }
        return server;
    }

    private static PostgresServer named(String url) {
        URI uri = URI.create(url.substring("jdbc:".length()));
        Map<String, String> settings = new java.util.HashMap<>();
        for (String setting : uri.getQuery().split("&")) {
            settings.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return new PostgresServer(
                "jdbc:postgresql://%s:%d/".formatted(uri.getHost(), uri.getPort()),
                settings.get("user"),
                settings.get("password"));
    }

    /** The newest version's, where Debian puts them. */
    private static Optional<Path> programs() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.filter(version -> Integer.parseInt(version.getFileName().toString()) >= 15)
                    .max(Comparator.comparing(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostgresServer start(Path programs) {
        try {
            Path folder = Files.createTempDirectory("postgres");
            Path secret = Files.writeString(folder.resolve("password"), PASSWORD);
            List<String> as = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                // PostgreSQL refuses to run as root
                run(List.of("chown", "-R", "nobody", folder.toString()));
                as.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
            }
            List<String> initdb = new ArrayList<>(as);
            initdb.addAll(List.of(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + folder.resolve("data"),
                    "--username=" + USER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync"));
            run(initdb);
            int port = freePort();
            // ends with this JVM: its standard input closes then, even after a kill
            List<String> serve = new ArrayList<>(as);
            serve.addAll(List.of(
                    "sh",
                    "-c",
                    "trap '' INT TERM HUP; \"$0\" -D \"$1/data\" -p \"$2\" -k '' -h 127.0.0.1 -c max_connections=200 -c wal_level=minimal"
                            + " -c max_wal_senders=0 -c logging_collector=off >\"$1/log\" 2>&1 & server=$!;"
                            + " cat >/dev/null; kill -QUIT $server; wait $server; rm -rf \"$1\"",
                    programs.resolve("postgres").toString(),
                    folder.toString(),
                    String.valueOf(port)));
            new ProcessBuilder(serve)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            PostgresServer started =
                    new PostgresServer("jdbc:postgresql://127.0.0.1:%d/".formatted(port), USER, PASSWORD);
            started.await();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() {
        for (int i = 0; ; i++) {
            try (Connection connection = DriverManager.getConnection(base + "postgres", user, password)) {
                return;
            } catch (SQLException e) {
                if (i == 300) {
                    throw new IllegalStateException(e);
                }
                try {
                    Thread.sleep(100);
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
        }
    }

    public String user() {
        return user;
    }

    /** A new empty database of the server; dropped with {@link Database#close}. */
    public Database create() throws SQLException {
        // the JVM's number: several test runs may share one server
        String name = "mintmark_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        execute("CREATE DATABASE " + name);
        return new Database(name);
    }

    /** Runs a statement in the server's own database. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(base + "postgres", user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A database of the server and how mintmark is told of it. */
    public final class Database implements AutoCloseable {
        private final String name;

        private Database(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public String url() {
            return base + name;
        }

        /** The variables that make it the ledger. */
        public Map<String, String> environment() {
            return Map.of(
                    "MINTMARK_LEDGER_URL", url(), "MINTMARK_LEDGER_USER", user, "MINTMARK_LEDGER_PASSWORD", password);
        }

        /** Runs one of the server's programs on this database. */
        public void run(String program, String... arguments) throws IOException {
            Path bin = programs().orElseGet(() -> Assumptions.abort("no programs of PostgreSQL's here"));
            URI server = URI.create(base.substring("jdbc:".length()));
            List<String> command = new ArrayList<>(List.of(
                    "env",
                    "PGPASSWORD=" + password,
                    bin.resolve(program).toString(),
                    "--host=" + server.getHost(),
                    "--port=" + server.getPort(),
                    "--username=" + user,
                    "--dbname=" + name));
            command.addAll(List.of(arguments));
            PostgresServer.run(command);
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url(), user, password);
        }

        @Override
        public void close() throws SQLException {
            execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }
}
