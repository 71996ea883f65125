package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.EntryBundle;
import dev.mintmark.format.tlog.NoteKeys;
import dev.mintmark.format.tlog.Tile;
import dev.mintmark.format.tlog.TlogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Something somebody did to a log's files without its key.
 *
 * @param what kind of edit, and where
 * @param files the log's files afterwards
 */
record LogEdit(String what, Map<String, Bytes> files) {
    /** Some edit that leaves the files other than they were. */
    static LogEdit random(Map<String, Bytes> good, RandomGenerator random, List<Map<String, Bytes>> forged) {
        List<String> names = new ArrayList<>(good.keySet());
        while (true) {
            String name = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            byte[] content = good.get(name).toByteArray();
            Map<String, Bytes> files = new TreeMap<>(good);
            String kind =
                    switch (random.nextInt(18)) {
                        case 0, 1, 2, 3 -> flip(files, name, content, random);
                        case 4, 5, 6 -> cut(files, name, content, random);
                        case 7, 8, 9 -> insert(files, name, content, random);
                        case 10, 11 -> swap(files, name, content, random);
                        case 12 -> remove(files, name);
                        case 13 -> duplicate(files, name, random);
                        case 14 -> transplant(files, name, other);
                        case 15, 16 -> reorder(files, random);
                        default -> forge(files, random, forged);
                    };
            if (!files.equals(good)) {
                return new LogEdit(kind + " " + name, files);
            }
        }
    }

    private static String flip(Map<String, Bytes> files, String name, byte[] content, RandomGenerator random) {
        content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        files.put(name, Bytes.of(content));
        return "flip";
    }

    private static String cut(Map<String, Bytes> files, String name, byte[] content, RandomGenerator random) {
        int from = random.nextInt(content.length);
        int to = Math.min(content.length, from + 1 + random.nextInt(64));
        byte[] rest = Arrays.copyOf(content, content.length - (to - from));
        System.arraycopy(content, to, rest, from, content.length - to);
        files.put(name, Bytes.of(rest));
        return "cut";
    }

    private static String insert(Map<String, Bytes> files, String name, byte[] content, RandomGenerator random) {
        byte[] added = new byte[1 + random.nextInt(64)];
        random.nextBytes(added);
        // half of them are more of the same, which looks right
        if (random.nextBoolean()) {
            int from = random.nextInt(content.length);
            added = Arrays.copyOfRange(content, from, Math.min(content.length, from + added.length));
        }
        int at = random.nextInt(content.length + 1);
        byte[] longer = Arrays.copyOf(content, content.length + added.length);
        System.arraycopy(added, 0, longer, at, added.length);
        System.arraycopy(content, at, longer, at + added.length, content.length - at);
        files.put(name, Bytes.of(longer));
        return "insert";
    }

    /** Two runs of bytes of one length. */
    private static String swap(Map<String, Bytes> files, String name, byte[] content, RandomGenerator random) {
        int length = Math.min(content.length / 2, List.of(1, 13, 32).get(random.nextInt(3)));
        int one = random.nextInt(content.length / length) * length;
        int two = random.nextInt(content.length / length) * length;
        byte[] kept = Arrays.copyOfRange(content, one, one + length);
        System.arraycopy(content, two, content, one, length);
        System.arraycopy(kept, 0, content, two, length);
        files.put(name, Bytes.of(content));
        return "swap";
    }

    private static String remove(Map<String, Bytes> files, String name) {
        files.remove(name);
        return "remove";
    }

    /** Under the name of a file that the log has not. */
    private static String duplicate(Map<String, Bytes> files, String name, RandomGenerator random) {
        String copy = name.startsWith("checkpoint")
                ? "checkpoints/%012d".formatted(random.nextInt(2000))
                : new Tile(random.nextInt(4) - 1, random.nextInt(3), 1 + random.nextInt(Tile.FULL)).path();
        files.putIfAbsent(copy, files.get(name));
        return "duplicate";
    }

    private static String transplant(Map<String, Bytes> files, String name, String other) {
        Bytes content = files.get(name);
        files.put(name, files.get(other));
        files.put(other, content);
        return "transplant";
    }

    /** Whole entries: exchanged, doubled, left out; the bundle is well-formed. */
    private static String reorder(Map<String, Bytes> files, RandomGenerator random) {
        int number = random.nextInt(2);
        String name = number == 0 ? "tile/entries/000" : "tile/entries/001.p/44";
        int width = number == 0 ? Tile.FULL : 44;
        try {
            List<Bytes> entries =
                    new ArrayList<>(EntryBundle.read(files.get(name).toByteArray(), width));
            int one = random.nextInt(width);
            int two = random.nextInt(width);
            switch (random.nextInt(4)) {
                case 0 -> Collections.swap(entries, one, two);
                case 1 -> entries.remove(one);
                case 2 -> entries.set(one, entries.get(two));
                default -> entries.add(one, entries.remove(two));
            }
            files.put(name, Bytes.of(EntryBundle.write(entries)));
        } catch (TlogException e) {
            throw new IllegalStateException(e);
        }
        return "reorder";
    }

    /** All of a log made anew with one other entry, and signed by another key of the same name. */
    static Map<String, Bytes> forged(RandomGenerator random, Path scratch) throws IOException {
        long victim = random.nextInt(300);
        Bytes lie = SmallLog.entry(1000 + random.nextInt(1000));
        LogEntries source = (first, count) -> {
            List<Bytes> entries = new ArrayList<>(SmallLog.entries(first, count));
            if (first <= victim && victim < first + count) {
                entries.set((int) (victim - first), lie);
            }
            return entries;
        };
        LogFolder log = new LogFolder(scratch);
        for (long size : new long[] {20, 270, 300}) {
            log.extend(source, size, SmallLog.ORIGIN, NoteKeys.of(SmallLog.ORIGIN, "stolen name"));
        }
        return SmallLog.files(scratch);
    }

    /** With the checkpoints as they were, or with those of the forger. */
    private static String forge(Map<String, Bytes> files, RandomGenerator random, List<Map<String, Bytes>> forged) {
        boolean tilesOnly = random.nextBoolean();
        forged.get(random.nextInt(forged.size())).forEach((name, content) -> {
            if (name.startsWith("tile/") || !tilesOnly) {
                files.put(name, content);
            }
        });
        return "forge";
    }
}
