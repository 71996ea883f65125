package dev.mintmark.order;

import dev.mintmark.input.CsvFile;
import dev.mintmark.input.Fault;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.YamlFile;
import dev.mintmark.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads orders: a YAML file of one, a CSV of many, or a folder of such files (docs/formats/order.md). Of a folder's files,
 * those are passed over that are surely something else: {@code site.yaml} and {@code product.yaml} by name, YAML without any
 * of an order's keys, and CSV lists of modules. A misspelt order is thus a fault and never silently left out.
 */
public final class OrderFiles {
    private static final Set<String> NOT_ORDERS = Set.of("site.yaml", "site.yml", ProductFile.NAME, "product.yml");

    /** Of paths and of tables as a whole: who cannot tell which orders there are runs none. */
    private final Faults faults = new Faults();

    private final Set<Path> seen = new HashSet<>();
    private final List<Written> found = new ArrayList<>();

    private OrderFiles() {}

    /**
     * What one order is written as.
     *
     * @param where its file, or its row in one
     * @param mapping empty if it cannot be read at all
     * @param faults of the form alone
     */
    private record Written(String where, Optional<Mapping> mapping, List<Fault> faults) {}

    /**
     * @param paths files and folders, each file read once however often it is named
     * @throws FaultException with every fault of all files, if it cannot be told which orders there are, or if none is left
     *     to be run
     */
    public static ReadOrders read(List<Path> paths, Site site) {
        OrderFiles files = new OrderFiles();
        paths.forEach(files::path);
        OrderReader reader = new OrderReader(
                site,
                files.found.stream().flatMap(each -> each.mapping().stream()).toList());
        List<ProductionOrder> orders = new ArrayList<>();
        List<FaultyOrder> faulty = new ArrayList<>();
        for (Written written : files.found) {
            Faults wrong = new Faults();
            wrong.addAll(written.faults());
            Optional<ProductionOrder> order = written.mapping().flatMap(mapping -> reader.read(mapping, wrong));
            if (wrong.isEmpty()) {
                orders.add(order.orElseThrow());
            } else {
                faulty.add(new FaultyOrder(
                        written.mapping()
                                .flatMap(OrderReader::id)
                                .map(OrderId::value)
                                .orElse(written.where()),
                        wrong.list()));
            }
        }
        if (!files.faults.isEmpty()) {
            files.faults.addAll(ReadOrders.faults(faulty));
            files.faults.throwIfAny();
        }
        orders.sort(Comparator.comparing(order -> order.due().orElse(Instant.MAX)));
        return new ReadOrders(orders, faulty);
    }

    private void path(Path path) {
        if (Files.isDirectory(path)) {
            folder(path);
        } else if (isYaml(path) && Files.exists(path)) {
            once(path, () -> found.add(yaml(path)));
        } else if (isCsv(path)) {
            once(path, () -> csv(path));
        } else {
            boolean there = Files.exists(path);
            faults.add(
                    path.toString(),
                    there
                            ? "is no order by its name"
                            : isYaml(path) ? "there is no such file" : "there is no such file or folder",
                    there || !isYaml(path)
                            ? "orders are files *.yaml, *.yml and *.csv, or folders of them"
                            : "check the name and the folder");
        }
    }

    private void folder(Path folder) {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith(".") && (isYaml(file) || isCsv(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            faults.add(folder.toString(), "the folder cannot be read", "check its permissions");
            return;
        }
        boolean any = false;
        for (Path file : files) {
            any |= isCsv(file) ? csvIfOrders(file) : yamlIfOrder(file);
        }
        if (!any) {
            faults.add(
                    folder.toString(), "no order in this folder", "orders are *.yaml, *.yml and *.csv directly in it");
        }
    }

    private boolean yamlIfOrder(Path file) {
        if (NOT_ORDERS.contains(name(file))) {
            return false;
        }
        Written written = yaml(file);
        Set<String> keys = written.mapping().map(m -> m.entries().keySet()).orElse(Set.of());
        boolean other = !keys.isEmpty() && OrderKeys.ALL.stream().map(Key::text).noneMatch(keys::contains);
        if (!other) {
            once(file, () -> found.add(written));
        }
        return !other;
    }

    private static Written yaml(Path file) {
        Faults wrong = new Faults();
        Optional<Mapping> mapping = YamlFile.read(file, wrong);
        return new Written(file.toString(), mapping, wrong.list());
    }

    private boolean csvIfOrders(Path file) {
        Set<String> columns = CsvFile.columns(file);
        if (ModuleList.isOne(columns) && !columns.contains(OrderKeys.ORDER.text())) {
            return false;
        }
        once(file, () -> csv(file));
        return true;
    }

    private void csv(Path file) {
        Faults wrong = new Faults();
        List<Mapping> rows = CsvFile.read(file, OrderKeys.ALL, wrong);
        if (rows.isEmpty() && wrong.isEmpty()) {
            wrong.add(file.toString(), "has no order below its header", "one order a row");
        }
        Map<String, List<Fault>> byPlace = wrong.list().stream()
                .collect(Collectors.groupingBy(Fault::where, LinkedHashMap::new, Collectors.toList()));
        for (Mapping row : rows) {
            List<Fault> ofRow = Optional.ofNullable(byPlace.remove(row.where())).orElse(List.of());
            found.add(new Written(row.where(), Optional.of(row), ofRow));
        }
        byPlace.values().forEach(faults::addAll);
    }

    private void once(Path file, Runnable reading) {
        if (seen.add(file.toAbsolutePath().normalize())) {
            reading.run();
        }
    }

    private static boolean isYaml(Path file) {
        return name(file).endsWith(".yaml") || name(file).endsWith(".yml");
    }

    private static boolean isCsv(Path file) {
        return name(file).endsWith(".csv");
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
