package dev.mintmark.order;

import dev.mintmark.input.CsvFile;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads orders: a YAML file of one, a CSV of many, or a folder of such files (docs/formats/order.md). Of a folder's files,
 * those are passed over that are surely something else: {@code site.yaml} and {@code product.yaml} by name, YAML without any
 * of an order's keys, and CSV lists of modules. A misspelt order is thus a fault and never silently left out.
 */
public final class OrderFiles {
    private static final Set<String> NOT_ORDERS = Set.of("site.yaml", "site.yml", ProductFile.NAME, "product.yml");

    private final Faults faults = new Faults();
    private final Set<Path> seen = new HashSet<>();
    private final List<Mapping> found = new ArrayList<>();

    private OrderFiles() {}

    /**
     * @param paths files and folders, each file read once however often it is named
     * @return by {@code due}, those without it last, else in the order read
     * @throws FaultException with every fault of all files
     */
    public static List<ProductionOrder> read(List<Path> paths, Site site) {
        OrderFiles files = new OrderFiles();
        paths.forEach(files::path);
        OrderReader reader = new OrderReader(site, files.faults);
        List<ProductionOrder> orders = files.found.stream()
                .flatMap(mapping -> reader.read(mapping).stream())
                .sorted(Comparator.comparing(order -> order.due().orElse(Instant.MAX)))
                .toList();
        files.faults.throwIfAny();
        return orders;
    }

    private void path(Path path) {
        if (Files.isDirectory(path)) {
            folder(path);
        } else if (isYaml(path)) {
            once(path, () -> YamlFile.read(path, faults).ifPresent(found::add));
        } else if (isCsv(path)) {
            once(path, () -> csv(path));
        } else {
            String what = Files.exists(path) ? "is no order by its name" : "there is no such file or folder";
            faults.add(path.toString(), what, "orders are files *.yaml, *.yml and *.csv, or folders of them");
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
        Faults wrong = new Faults();
        Optional<Mapping> mapping = YamlFile.read(file, wrong);
        Set<String> keys = mapping.map(m -> m.entries().keySet()).orElse(Set.of());
        boolean other = !keys.isEmpty() && OrderKeys.ALL.stream().map(Key::text).noneMatch(keys::contains);
        if (!other) {
            once(file, () -> {
                faults.addAll(wrong.list());
                mapping.ifPresent(found::add);
            });
        }
        return !other;
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
        int before = faults.list().size();
        List<Mapping> rows = CsvFile.read(file, OrderKeys.ALL, faults);
        if (rows.isEmpty() && faults.list().size() == before) {
            faults.add(file.toString(), "has no order below its header", "one order a row");
        }
        found.addAll(rows);
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
