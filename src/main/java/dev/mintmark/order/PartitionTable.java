package dev.mintmark.order;

import dev.mintmark.input.Faults;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.InputText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A partition table as ESP-IDF has it in CSV: {@code name, type, subtype, offset, size, flags}, {@code #} before comments. An
 * offset left out is the end of the partition before, aligned (gen_esp32part.py of ESP-IDF 5); a negative size is where to end.
 */
final class PartitionTable {
    static final int APP = 0x00;
    static final int DATA = 0x01;
    static final int NVS = 0x02;
    static final int NVS_KEYS = 0x04;

    /** Bytes of the table itself, behind which the first partition begins. */
    private static final long TABLE = 0x1000;

    private static final long APP_ALIGNMENT = 0x10000;
    private static final long DATA_ALIGNMENT = 0x1000;
    private static final int LARGEST = 64 << 10;
    private static final int LONGEST_NAME = 16;
    private static final int UNDEFINED = 0x06;

    private static final Map<String, Integer> TYPES = Map.of("app", APP, "data", DATA);
    private static final Map<String, Integer> DATA_SUBTYPES = Map.of(
            "ota",
            0x00,
            "phy",
            0x01,
            "nvs",
            NVS,
            "coredump",
            0x03,
            "nvs_keys",
            NVS_KEYS,
            "efuse",
            0x05,
            "undefined",
            UNDEFINED,
            "esphttpd",
            0x80,
            "fat",
            0x81,
            "spiffs",
            0x82);
    private static final Set<String> FLAGS = Set.of("encrypted", "readonly");

    /** @param line in the file, from 1 */
    record Partition(int line, String name, int type, int subtype, long offset, long size, Set<String> flags) {
        long end() {
            return offset + size;
        }
    }

    private final Path file;
    private final Faults faults;
    private final List<Partition> partitions = new ArrayList<>();
    private long end;
    private boolean faulty;

    private PartitionTable(Path file, long tableOffset, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.end = tableOffset + TABLE;
    }

    /**
     * @param tableOffset where the table itself lies in the flash
     * @return empty if anything is wrong with it, which is then among {@code faults}
     */
    static Optional<List<Partition>> read(Path file, long tableOffset, Faults faults) {
        return InputText.read(file, LARGEST, faults).flatMap(text -> {
            PartitionTable table = new PartitionTable(file, tableOffset, faults);
            int line = 0;
            for (String written : (Iterable<String>) text.lines()::iterator) {
                line++;
                if (!written.isBlank() && !written.strip().startsWith("#")) {
                    table.row(line, written);
                }
            }
            table.judge();
            return table.faulty ? Optional.empty() : Optional.of(List.copyOf(table.partitions));
        });
    }

    private void row(int line, String written) {
        List<String> cells = new ArrayList<>(
                Arrays.stream(written.split(",", -1)).map(String::strip).toList());
        while (cells.size() < 6) {
            cells.add("");
        }
        try {
            int type = (int)
                    number(cells.get(1), TYPES, "type").orElseThrow(() -> new IllegalArgumentException("has no type"));
            int subtype = (int) number(cells.get(2), type == DATA ? DATA_SUBTYPES : appSubtypes(type), "subtype")
                    .orElse(UNDEFINED);
            OptionalLong given = number(cells.get(3), Map.of(), "offset");
            long size = number(cells.get(4), Map.of(), "size")
                    .orElseThrow(() -> new IllegalArgumentException("has no size"));
            long alignment = type == APP ? APP_ALIGNMENT : DATA_ALIGNMENT;
            long offset = given.orElse((end + alignment - 1) / alignment * alignment);
            if (offset < end) {
                throw new IllegalArgumentException(
                        "begins at 0x%x, before 0x%x, where what stands before it ends".formatted(offset, end));
            }
            if (offset % alignment != 0) {
                throw new IllegalArgumentException("begins at 0x%x, no multiple of 0x%x".formatted(offset, alignment));
            }
            Partition partition = new Partition(
                    line,
                    name(cells.get(0)),
                    type,
                    subtype,
                    offset,
                    size < 0 ? -size - offset : size,
                    flags(cells.get(5)));
            if (partition.size() <= 0) {
                throw new IllegalArgumentException("has no room");
            }
            partitions.add(partition);
            end = partition.end();
        } catch (IllegalArgumentException e) {
            fault(
                    line,
                    e.getMessage(),
                    "as ESP-IDF's gen_esp32part.py reads it: name, type, subtype, offset, size, flags");
        }
    }

    private static Map<String, Integer> appSubtypes(int type) {
        Map<String, Integer> subtypes = new HashMap<>();
        if (type == APP) {
            subtypes.put("factory", 0x00);
            subtypes.put("test", 0x20);
            for (int slot = 0; slot < 16; slot++) {
                subtypes.put("ota_" + slot, 0x10 + slot);
            }
        }
        return subtypes;
    }

    private static String name(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("has the name \"%s\", which is not 1 to %d characters"
                    .formatted(FileSafe.printable(text), LONGEST_NAME));
        }
        return text;
    }

    private static Set<String> flags(String text) {
        if (text.isEmpty()) {
            return Set.of();
        }
        List<String> flags = List.of(text.split(":"));
        flags.stream().filter(flag -> !FLAGS.contains(flag)).findFirst().ifPresent(flag -> {
            throw new IllegalArgumentException("has the unknown flag \"%s\"".formatted(FileSafe.printable(flag)));
        });
        return Set.copyOf(new java.util.HashSet<>(flags));
    }

    /** Decimal or 0x, with K or M behind; empty for an empty cell. */
    private static OptionalLong number(String text, Map<String, Integer> words, String what) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (words.containsKey(text)) {
            return OptionalLong.of(words.get(text));
        }
        if (!text.matches("-?(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10})[kKmM]?")) {
            throw new IllegalArgumentException(
                    "has %s \"%s\", which is none".formatted(what, FileSafe.printable(text)));
        }
        char last = Character.toLowerCase(text.charAt(text.length() - 1));
        long unit = last == 'k' ? 1 << 10 : last == 'm' ? 1 << 20 : 1;
        return OptionalLong.of(unit * Long.decode(unit == 1 ? text : text.substring(0, text.length() - 1)));
    }

    private void judge() {
        if (partitions.isEmpty() && !faulty) {
            fault(1, "the table has no partition", "is this the right file?");
        }
        Map<String, Integer> lines = new HashMap<>();
        for (Partition partition : partitions) {
            Integer before = lines.put(partition.name(), partition.line());
            if (before != null) {
                fault(
                        partition.line(),
                        "partition \"%s\" stands also in line %d"
                                .formatted(FileSafe.printable(partition.name()), before),
                        "give each its own name");
            }
        }
        partitions.sort(Comparator.comparingLong(Partition::offset));
    }

    private void fault(int line, String what, String hint) {
        faulty = true;
        faults.add(file + ":" + line, what, hint);
    }
}
