package dev.mintmark.order;

import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.Forms;
import dev.mintmark.order.PartitionTable.Partition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads where a product's files go in the flash, from the firmware's partition table. What does not fit there is a fault of
 * the product: a lot that cannot be flashed is not made.
 */
final class FlashFields {
    private static final long TABLE_OFFSET = 0x8000;
    private static final String SECURE_CERT = "esp_secure_cert";
    private static final int SECURE_CERT_TYPE = 0x3F;
    private static final long SECURE_CERT_SIZE = 0x2000;
    private static final long KEYS_SIZE = 0x1000;

    private enum Encryption {
        NONE,
        ENABLED
    }

    private static final Map<String, Encryption> ENCRYPTIONS = Forms.words(Encryption.values());

    private final Fields fields;
    private final Faults faults;

    FlashFields(Fields fields, Faults faults) {
        this.fields = fields;
        this.faults = faults;
    }

    /** @param size of the factory partition that the product names */
    record Flash(Optional<FlashLayout> layout, Optional<Integer> size) {}

    /** Empty if anything is wrong with it, which is then among the faults. */
    Optional<Flash> read(Optional<Integer> size, DacPlacement placement, NvsEncryption nvs) {
        var file = fields.one(
                ProductKeys.PARTITION_TABLE,
                Forms.file(ProductKeys.PARTITION_TABLE, fields.file()),
                "the firmware's partitions.csv; paths are relative to the folder of the product file");
        var tableOffset = fields.one(ProductKeys.PARTITION_TABLE_OFFSET, FlashFields::offset, "0x8000 is usual");
        var label = fields.one(ProductKeys.FACTORY_PARTITION, text -> text, "");
        var encryption =
                fields.one(ProductKeys.FLASH_ENCRYPTION, Forms.word(ProductKeys.FLASH_ENCRYPTION, ENCRYPTIONS), "");
        if (file.isEmpty()) {
            for (var key : List.of(
                    ProductKeys.PARTITION_TABLE_OFFSET, ProductKeys.FACTORY_PARTITION, ProductKeys.FLASH_ENCRYPTION)) {
                if (fields.find(key).isPresent()
                        && fields.find(ProductKeys.PARTITION_TABLE).isEmpty()) {
                    fields.fault(key, "%s goes with partition-table only".formatted(key.text()), "leave it out");
                }
            }
            return fields.faulty() ? Optional.empty() : Optional.of(new Flash(Optional.empty(), size));
        }
        Optional<List<Partition>> table = PartitionTable.read(file.get(), tableOffset.orElse(TABLE_OFFSET), faults);
        if (table.isEmpty() || fields.faulty()) {
            return Optional.empty();
        }
        return layout(
                file.get(),
                table.get(),
                label.orElse("fctry"),
                size,
                placement,
                nvs,
                encryption.filter(Encryption.ENABLED::equals).isPresent());
    }

    private static long offset(String text) {
        if (!text.matches("0[xX][0-9a-fA-F]{1,7}|[1-9][0-9]{0,8}") || Long.decode(text) % 0x1000 != 0) {
            throw new IllegalArgumentException(
                    "partition-table-offset \"%s\" is no multiple of 0x1000".formatted(FileSafe.printable(text)));
        }
        return Long.decode(text);
    }

    private Optional<Flash> layout(
            Path file,
            List<Partition> table,
            String label,
            Optional<Integer> size,
            DacPlacement placement,
            NvsEncryption nvs,
            boolean encryption) {
        Optional<Partition> factory =
                table.stream().filter(p -> p.name().equals(label)).findFirst();
        if (factory.isEmpty()) {
            fault(file, "has no partition \"%s\"".formatted(FileSafe.printable(label)), "name it in factory-partition");
        }
        factory.ifPresent(partition -> factory(file, partition, size));
        Optional<Partition> keys = Optional.empty();
        if (nvs == NvsEncryption.KEYS_PARTITION) {
            keys = table.stream()
                    .filter(p -> p.type() == PartitionTable.DATA && p.subtype() == PartitionTable.NVS_KEYS)
                    .findFirst();
            require(file, keys, "of subtype nvs_keys", KEYS_SIZE);
        }
        Optional<Partition> secureCert = Optional.empty();
        if (placement.place() != DacPlacement.Place.NVS && placement.place() != DacPlacement.Place.DER) {
            secureCert =
                    table.stream().filter(p -> p.name().equals(SECURE_CERT)).findFirst();
            require(file, secureCert, "\"%s\"".formatted(SECURE_CERT), SECURE_CERT_SIZE);
            secureCert
                    .filter(p -> p.type() != SECURE_CERT_TYPE)
                    .ifPresent(p -> fault(
                            file,
                            p,
                            "partition \"%s\" is not of type 0x3F, by which the firmware looks for it"
                                    .formatted(SECURE_CERT),
                            "esp_secure_cert, 0x3F, , , 0x2000, encrypted"));
        }
        if (fields.faulty()) {
            return Optional.empty();
        }
        boolean flashed = placement.place() == DacPlacement.Place.SECURE_CERT;
        return Optional.of(new Flash(
                Optional.of(new FlashLayout(
                        part(factory.orElseThrow(), false),
                        // the firmware takes a partition of that subtype for encrypted whatever its flags
                        keys.map(partition -> part(partition, true)),
                        secureCert
                                .filter(partition -> flashed)
                                .map(partition ->
                                        part(partition, partition.flags().contains("encrypted"))),
                        encryption)),
                Optional.of((int) factory.get().size())));
    }

    private static FlashPart part(Partition partition, boolean encrypted) {
        return new FlashPart(partition.name(), partition.offset(), partition.size(), encrypted);
    }

    private void factory(Path file, Partition partition, Optional<Integer> size) {
        if (partition.type() != PartitionTable.DATA || partition.subtype() != PartitionTable.NVS) {
            fault(
                    file,
                    partition,
                    "partition \"%s\" is not of type data, subtype nvs".formatted(partition.name()),
                    "firmware finds chip-factory in NVS only");
        }
        if (partition.flags().contains("encrypted")) {
            fault(
                    file,
                    partition,
                    "partition \"%s\" is flagged encrypted, and NVS is not mounted there".formatted(partition.name()),
                    "remove the flag: NVS encrypts by itself, see nvs-encryption");
        }
        size.filter(named -> named > partition.size())
                .ifPresent(named -> fault(
                        file,
                        partition,
                        "partition \"%s\" has 0x%x bytes, fewer than partition-size 0x%x"
                                .formatted(partition.name(), partition.size(), named),
                        "make it larger, or leave partition-size out"));
        size.filter(named -> named < partition.size())
                .ifPresent(named -> fault(
                        file,
                        partition,
                        "partition \"%s\" has 0x%x bytes, more than partition-size 0x%x"
                                .formatted(partition.name(), partition.size(), named),
                        "what an image does not cover keeps what was there: leave partition-size out"));
        try {
            Product.requirePartitionSize((int) Math.min(partition.size(), Integer.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            fault(file, partition, e.getMessage(), "0x6000 is usual");
        }
    }

    private void require(Path file, Optional<Partition> partition, String which, long size) {
        if (partition.isEmpty()) {
            fault(file, "has no partition %s".formatted(which), "the product's files need one");
        }
        partition
                .filter(there -> there.size() < size)
                .ifPresent(there -> fault(
                        file,
                        there,
                        "partition \"%s\" has 0x%x bytes, fewer than 0x%x".formatted(there.name(), there.size(), size),
                        "make it larger"));
    }

    private void fault(Path file, String what, String hint) {
        fields.fault(ProductKeys.PARTITION_TABLE, "%s %s".formatted(file, what), hint);
    }

    private void fault(Path file, Partition partition, String what, String hint) {
        fields.fault(ProductKeys.PARTITION_TABLE, "%s:%d: %s".formatted(file, partition.line(), what), hint);
    }
}
