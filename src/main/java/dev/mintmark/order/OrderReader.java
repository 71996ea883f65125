package dev.mintmark.order;

import dev.mintmark.input.Fault;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Sequence;
import dev.mintmark.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes orders of mappings, whether YAML files or CSV rows. An id that stands twice is nobody's: neither order is then good. */
final class OrderReader {
    private static final Map<String, OrderKind> KINDS = Forms.words(OrderKind.values());
    private static final Map<String, NvsEncryption> ENCRYPTIONS = Forms.words(NvsEncryption.values());

    private static final long LARGEST_DEVICES_FILE = 48L << 20;

    private final Site site;
    private final Map<String, List<String>> placesById = new HashMap<>();
    private final Map<Path, ReadProduct> products = new HashMap<>();

    /**
     * @param all the orders there are
     */
    OrderReader(Site site, List<Mapping> all) {
        this.site = site;
        for (Mapping mapping : all) {
            id(mapping).ifPresent(id -> placesById
                    .computeIfAbsent(folded(id), folded -> new ArrayList<>())
                    .add(quietly(mapping).where(OrderKeys.ORDER)));
        }
    }

    /** A product, read once however many orders name it. */
    private record ReadProduct(Optional<Product> product, List<Fault> faults) {}

    /** The order's id, if it is legal. */
    static Optional<OrderId> id(Mapping mapping) {
        return quietly(mapping).one(OrderKeys.ORDER, OrderId::new, "");
    }

    private static Fields quietly(Mapping mapping) {
        return new Fields(mapping, OrderKeys.ALL, new Faults());
    }

    /** Case folded: the id names a folder, and some file systems do not tell case. */
    private static String folded(OrderId id) {
        return id.value().toLowerCase(Locale.ROOT);
    }

    /**
     * @return empty if anything is wrong with it, which is then among {@code faults}
     */
    Optional<ProductionOrder> read(Mapping mapping, Faults faults) {
        Fields fields = new Fields(mapping, OrderKeys.ALL, faults);
        var id = fields.one(OrderKeys.ORDER, OrderId::new, "it becomes the name of a folder");
        id.ifPresent(known -> requireOwn(fields, known));
        var product = path(fields, OrderKeys.PRODUCT).flatMap(path -> product(fields, path, faults));
        var quantity = number(fields, OrderKeys.QUANTITY, 1, ProductionOrder.MOST);
        var spares = number(fields, OrderKeys.SPARES, 0, ProductionOrder.MOST);
        var submission = path(fields, OrderKeys.SUBMISSION);
        var issuer = fields.one(OrderKeys.ISSUER, Function.identity(), "");
        var factory = fields.one(OrderKeys.FACTORY, Function.identity(), "");
        var reference = fields.one(OrderKeys.REFERENCE, ProductionOrder::requireReference, "it stands in every list");
        var due = moment(fields, OrderKeys.DUE);
        var notBefore = moment(fields, OrderKeys.NOT_BEFORE);
        var lotSize = number(fields, OrderKeys.LOT_SIZE, 1, ProductionOrder.LARGEST_LOT);
        quantity.ifPresent(
                count -> requireFewLots(fields, count, spares.orElse(0), lotSize.orElse(ProductionOrder.DEFAULT_LOT)));
        var modules = modules(fields, faults);
        var kind = fields.one(
                OrderKeys.KIND,
                Forms.word(OrderKeys.KIND, KINDS),
                "leave it out, or write manufacture or field-upgrade");
        var keys = new KeyFields(fields).read(product, submission, spares.orElse(0));
        var nvsValues = path(fields, OrderKeys.NVS_VALUES);
        var encryption = fields.one(OrderKeys.NVS_ENCRYPTION, Forms.word(OrderKeys.NVS_ENCRYPTION, ENCRYPTIONS), "");
        product.ifPresent(made -> requireSameEncryption(fields, encryption.orElse(NvsEncryption.NONE), made));

        SiteRules rules = new SiteRules(site, fields);
        issuer.ifPresent(name -> rules.issuer(name, product, keys.orElse(KeyOrigin.MODULE)));
        factory.ifPresent(name -> rules.factory(name, issuer));
        id.ifPresent(known -> product.flatMap(Product::serialNumberPattern)
                .ifPresent(pattern -> requireSerialNumbers(fields, pattern, known)));
        quantity.ifPresent(count -> modules.ifPresent(names -> requireEnough(fields, names, count)));
        if (kind.filter(OrderKind.FIELD_UPGRADE::equals).isPresent()) {
            factory.ifPresent(rules::cloud);
            modules.ifPresent(names -> requireListed(fields, names));
            product.ifPresent(made -> requireWritable(fields, made));
            product.ifPresent(made -> requireFit(fields, made, lotSize.orElse(ProductionOrder.DEFAULT_LOT)));
        }
        if (due.isPresent() && notBefore.isPresent() && notBefore.get().isAfter(due.get())) {
            fields.fault(OrderKeys.NOT_BEFORE, "not-before is after due", "change one of them");
        }
        if (fields.faulty() || product.isEmpty() || modules.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProductionOrder(
                id.orElseThrow(),
                mapping.file(),
                mapping.where(),
                product.orElseThrow(),
                quantity.orElseThrow(),
                spares.orElse(0),
                submission,
                issuer.orElseThrow(),
                factory.orElseThrow(),
                reference.orElse(""),
                due,
                notBefore,
                lotSize.orElse(ProductionOrder.DEFAULT_LOT),
                modules.orElseThrow(),
                kind.orElse(OrderKind.MANUFACTURE),
                nvsValues,
                keys.orElse(KeyOrigin.MODULE)));
    }

    private void requireOwn(Fields fields, OrderId id) {
        placesById.get(folded(id)).stream()
                .filter(place -> !place.equals(fields.where(OrderKeys.ORDER)))
                .forEach(other -> fields.fault(
                        OrderKeys.ORDER,
                        "order \"%s\" stands also at %s".formatted(id, other),
                        "give each order its own id"));
    }

    private Optional<Product> product(Fields fields, Path named, Faults faults) {
        Path file = Files.isDirectory(named) ? named.resolve(ProductFile.NAME) : named;
        if (!Files.isRegularFile(file)) {
            fields.fault(
                    OrderKeys.PRODUCT,
                    "product: there is no file \"%s\"".formatted(FileSafe.printable(file.toString())),
                    "name a product.yaml or its folder; paths are relative to the folder of the order's file");
            return Optional.empty();
        }
        ReadProduct read = products.computeIfAbsent(file.toAbsolutePath().normalize(), absolute -> {
            Faults wrong = new Faults();
            return new ReadProduct(ProductFile.read(file, wrong), wrong.list());
        });
        faults.addAll(read.faults());
        return read.product();
    }

    private Optional<Set<ModuleId>> modules(Fields fields, Faults faults) {
        if (fields.find(OrderKeys.MODULES).orElse(null) instanceof Sequence) {
            return Optional.of(new LinkedHashSet<>(
                    fields.many(OrderKeys.MODULES, ModuleId::parse, "usually the MAC, 12 hex digits")));
        }
        if (fields.find(OrderKeys.MODULES).isEmpty()) {
            return Optional.of(Set.of());
        }
        return fields.one(
                        OrderKeys.MODULES,
                        Forms.file(OrderKeys.MODULES, fields.file()),
                        "give a list of ids, or a file that has them")
                .flatMap(file -> ModuleList.read(file, faults));
    }

    private static void requireFewLots(Fields fields, int quantity, int spares, int lotSize) {
        int smallest = ProductionOrder.smallestLot(quantity, spares);
        if (lotSize < smallest) {
            fields.fault(
                    OrderKeys.LOT_SIZE,
                    "lot-size %d makes more than %d lots".formatted(lotSize, ProductionOrder.MOST_LOTS),
                    "at least %d".formatted(smallest));
        }
    }

    /** Said twice, in product and order: firmware that is built otherwise cannot read its partition, and a lot is lost. */
    private static void requireSameEncryption(Fields fields, NvsEncryption ordered, Product product) {
        if (ordered != product.nvsEncryption()) {
            String built = word(product.nvsEncryption());
            fields.fault(
                    OrderKeys.NVS_ENCRYPTION,
                    "nvs-encryption is %s, and the product's firmware is built for %s".formatted(word(ordered), built),
                    "write nvs-encryption: %s, or mend %s".formatted(built, product.file()));
        }
    }

    private static String word(NvsEncryption encryption) {
        return encryption.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void requireEnough(Fields fields, Set<ModuleId> modules, int quantity) {
        if (!modules.isEmpty() && modules.size() < quantity) {
            fields.fault(
                    OrderKeys.MODULES,
                    "modules names %d modules, fewer than the quantity %d".formatted(modules.size(), quantity),
                    "the order could never be finished: name all that may come");
        }
    }

    /** Devices in the field are known: a cloud that asks for others is wrong, or not itself. */
    private static void requireListed(Fields fields, Set<ModuleId> modules) {
        if (modules.isEmpty()) {
            fields.fault(
                    OrderKeys.MODULES,
                    "kind \"field-upgrade\" names no modules",
                    "list the devices that may ask, or name a file that has their ids");
        }
    }

    /** A whole partition would be written over the one that holds the device's key; what is made by the host never was in it. */
    private static void requireWritable(Fields fields, Product product) {
        if (product.dacPlacement().place() == DacPlacement.Place.SECURE_CERT) {
            fields.fault(
                    OrderKeys.PRODUCT,
                    "kind \"field-upgrade\" and dac-placement \"secure-cert\" do not go together",
                    "a whole image would be written over the device's key: write dac-placement: fragments in %s"
                            .formatted(product.file()));
        }
        if (fields.find(OrderKeys.SUBMISSION).isEmpty()) {
            fields.fault(
                    OrderKeys.KIND,
                    "kind \"field-upgrade\" and keys \"host-made\" do not go together",
                    "a device in the field makes its own key");
        }
    }

    /** A lot's devices are one file, images in base64, which the receiver holds in memory. */
    private static void requireFit(Fields fields, Product product, int lotSize) {
        long line = product.partitionSize() / 3L * 4 + (8 << 10);
        if (lotSize * line > LARGEST_DEVICES_FILE) {
            fields.fault(
                    OrderKeys.LOT_SIZE,
                    "lot-size %d makes a file of devices of more than %d MiB"
                            .formatted(lotSize, LARGEST_DEVICES_FILE >> 20),
                    "at most %d, with the product's partition-size".formatted(LARGEST_DEVICES_FILE / line));
        }
    }

    private static void requireSerialNumbers(Fields fields, SerialNumberPattern pattern, OrderId id) {
        if (!pattern.fits(id, ProductionOrder.MOST)) {
            fields.fault(
                    OrderKeys.ORDER,
                    "order \"%s\" makes serial numbers of \"%s\" longer than 32 characters".formatted(id, pattern),
                    "shorten the order's id or the product's serial-number-pattern");
        }
    }

    private static Optional<Integer> number(Fields fields, Key key, int min, int max) {
        return fields.one(key, Forms.integer(key, min, max), "");
    }

    private static Optional<Path> path(Fields fields, Key key) {
        return fields.one(key, Forms.path(key, fields.file()), "");
    }

    private static Optional<Instant> moment(Fields fields, Key key) {
        return fields.one(
                key,
                text -> {
                    try {
                        return text.length() == "2026-12-01".length()
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : OffsetDateTime.parse(text).toInstant();
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException(
                                "%s \"%s\" is no date".formatted(key.text(), FileSafe.printable(text)), e);
                    }
                },
                "2026-12-01 (that is 00:00 UTC), or with time and offset 2026-12-01T18:00:00+08:00");
    }
}
