package dev.mintmark.scenario;

import dev.mintmark.format.Bytes;
import dev.mintmark.job.Home;
import dev.mintmark.job.OrderFolder;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder with a product, orders, their submissions and a home, and the program run on them. */
final class Workplace {
    /** The least work that is still whole: the fewest iterations that Matter allows. */
    static final String PRODUCT =
            """
            vendor-id: FFF1
            product-id: 8001
            vendor-name: Demo Lights
            product-name: Demo Light 1
            certification-declaration: test
            iteration-count: 1000
            serial-number-pattern: "{order}-{seq:6}"
            """;

    private final Path root;
    private final Map<String, String> environment;

    /** One whose ledger is in its home. */
    Workplace(Path root) throws IOException {
        this(root, Map.of());
    }

    /** @param environment what mintmark is started with */
    Workplace(Path root, Map<String, String> environment) throws IOException {
        this.environment = environment;
        this.root = root.toRealPath();
        Files.writeString(root.resolve("product.yaml"), PRODUCT);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The same once more, for who changes it. */
    Workplace copy(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path from : all.filter(path -> !path.equals(root)).toList()) {
                Files.copy(from, target.resolve(root.relativize(from)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Workplace(target);
    }

    Path root() {
        return root;
    }

    Home home() {
        return new Home(root.resolve("home"));
    }

    OrderFolder folder(String order) {
        return home().order(new OrderId(order));
    }

    /** Submissions of this order go here. */
    Path inbox(String order) {
        return root.resolve("inbox").resolve(order);
    }

    /** Writes an order; {@code more} are further lines of its file. */
    Path order(String id, int quantity, String... more) throws IOException {
        Files.createDirectories(inbox(id));
        String text =
                """
                order: %s
                product: product.yaml
                quantity: %d
                submission: inbox/%1$s
                issuer: test
                factory: test
                """
                        .formatted(id, quantity);
        return Files.writeString(root.resolve(id + ".yaml"), text + String.join("\n", more) + "\n");
    }

    /** Runs a verb on this home within this process. */
    Program.Result within(String... arguments) {
        return Program.within(environment, ofThisHome(arguments));
    }

    /** Starts a verb on this home in a process. */
    Program start(String... arguments) throws IOException {
        return Program.start(root, environment, ofThisHome(arguments));
    }

    /** Starts a verb on this home under strace; it is killed at the first call on its files of which {@code last} is true. */
    Program traced(Duration hold, Predicate<DiskCall> last, String... arguments) throws IOException {
        return Program.traced(root, hold, last, ofThisHome(arguments));
    }

    /** Runs a verb on this home in a process. */
    Program.Result run(String... arguments) throws IOException, InterruptedException {
        return Program.run(root, environment, ofThisHome(arguments));
    }

    private String[] ofThisHome(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().root().toString(), "--quiet"));
        return all.toArray(String[]::new);
    }

    /** Every file below {@code folder}, by its path with slashes, with its hash; empty if there is none. */
    static TreeMap<String, Bytes> tree(Path folder) throws IOException {
        TreeMap<String, Bytes> tree = new TreeMap<>();
        if (!Files.exists(folder)) {
            return tree;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                try {
                    tree.put(
                            folder.relativize(file).toString().replace('\\', '/'),
                            Bytes.sha256Of(Files.readAllBytes(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return tree;
    }
}
