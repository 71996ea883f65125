package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a bag's lists say and what it holds, compared both ways (RFC 8493, 3). Told of one file after another. */
public final class Bag {
    private static final Pattern MODULE = Pattern.compile(BagFile.PAYLOAD + "modules/([^/]+)/.+");

    private final Map<String, Bytes> held = new TreeMap<>();
    private final Map<String, byte[]> tags = new HashMap<>();
    private final SortedSet<String> modules = new TreeSet<>();
    private long octets;
    private int files;

    /** How a bag's lists and its files differ. */
    public enum Kind {
        /** A list cannot be read. */
        UNREADABLE,
        /** Listed, not there. */
        MISSING,
        /** There, not listed. */
        UNLISTED,
        /** There, with another content. */
        CHANGED
    }

    /**
     * @param path of the file from the bag's root
     * @param list the file that lists it; empty if none should
     * @param text what is wrong, as of the whole lot
     */
    public record Difference(Kind kind, String path, String list, String text) {}

    /** One more file of the bag; {@code content} is not kept unless it is a tag file. */
    public void add(String path, byte[] content) {
        held.put(path, Bytes.sha256Of(content));
        if (BagFile.TAGS.contains(path)) {
            tags.put(path, content.clone());
            return;
        }
        if (path.startsWith(BagFile.PAYLOAD)) {
            Matcher module = MODULE.matcher(path);
            if (module.matches()) {
                modules.add(module.group(1));
            }
            if (path.equals(BagFile.PAYLOAD + DevicesNdjson.NAME)) {
                modules.addAll(devices(content));
            }
            octets += content.length;
            files++;
        }
    }

    /** None if it cannot be read: then the count of modules is wrong, too. */
    private static Set<String> devices(byte[] content) {
        try {
            return DevicesNdjson.modules(content);
        } catch (IllegalArgumentException e) {
            return Set.of();
        }
    }

    /** Names of the folders in {@code data/modules/}, or of the devices with a DAC in {@code data/devices.ndjson}. */
    public SortedSet<String> modules() {
        return modules;
    }

    /** Bytes and files of the payload as {@code bag-info.txt} tells them. */
    public String oxum() {
        return octets + "." + files;
    }

    /** What {@code bag-info.txt} says under {@code label}; empty if nothing, or twice. */
    public String info(String label) {
        String prefix = label + ": ";
        List<String> values = new String(tags.getOrDefault(BagFile.INFO, new byte[0]), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .toList();
        return values.size() == 1 ? values.get(0).substring(prefix.length()) : "";
    }

    /** All differences: of the bag's own files first, then by path. */
    public List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        Set<String> tagged = new TreeSet<>(BagFile.TAGS);
        tagged.remove(BagFile.TAG_MANIFEST);
        compare(BagFile.TAG_MANIFEST, tagged, differences);
        Bytes bagit = held.get(BagFile.BAGIT);
        if (bagit != null && differences.isEmpty() && !bagit.equals(Bytes.sha256Of(BagFile.bagit()))) {
            differences.add(new Difference(Kind.UNREADABLE, BagFile.BAGIT, "", "is a bag of another version"));
        }
        Set<String> payload = new TreeSet<>(held.keySet());
        payload.removeAll(BagFile.TAGS);
        compare(BagFile.MANIFEST, payload, differences);
        return differences;
    }

    /**
     * @param there the files that the list should name and nothing else; a tag file may be missing nevertheless
     */
    private void compare(String list, Set<String> there, List<Difference> differences) {
        Optional<Map<String, Bytes>> read = read(list, differences);
        if (read.isEmpty()) {
            return;
        }
        Map<String, Bytes> listed = read.get();
        Set<String> all = new TreeSet<>(listed.keySet());
        all.addAll(there);
        for (String path : all) {
            Bytes found = held.get(path);
            if (found == null) {
                differences.add(
                        new Difference(Kind.MISSING, path, list, "lacks %s, which is on %s".formatted(path, list)));
            } else if (!listed.containsKey(path)) {
                differences.add(new Difference(
                        Kind.UNLISTED, path, list, "holds %s, which is not on %s".formatted(path, list)));
            } else if (!listed.get(path).equals(found)) {
                differences.add(new Difference(
                        Kind.CHANGED, path, list, "holds a %s that does not fit %s".formatted(path, list)));
            }
        }
    }

    private Optional<Map<String, Bytes>> read(String list, List<Difference> differences) {
        if (!tags.containsKey(list)) {
            boolean told = differences.stream().anyMatch(each -> each.path().equals(list));
            if (!told) {
                differences.add(new Difference(Kind.MISSING, list, "", "lacks " + list));
            }
            return Optional.empty();
        }
        try {
            return Optional.of(Checksums.parse(tags.get(list)).byName());
        } catch (IllegalArgumentException e) {
            differences.add(new Difference(
                    Kind.UNREADABLE, list, "", "has a %s that cannot be read: %s".formatted(list, e.getMessage())));
            return Optional.empty();
        }
    }

    /** Paths on the list of the payload, there or not; none if it cannot be read. */
    public Set<String> listed() {
        return read(BagFile.MANIFEST, new ArrayList<>()).map(Map::keySet).orElse(Set.of());
    }
}
