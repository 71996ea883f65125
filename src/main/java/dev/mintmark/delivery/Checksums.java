package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of files with their SHA-256, in the one form that {@code sha256sum -c} and BagIt (RFC 8493, 2.1.3) both read: 64
 * lower-case hex digits, two spaces, the name, a line feed; sorted by name.
 *
 * @param byName names of letters, digits and {@code . _ -}, joined by slashes
 */
public record Checksums(SortedMap<String, Bytes> byName) {
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*)");

    public Checksums {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /**
     * Reads a list strictly: any other line, a name twice or a missing last line feed is refused.
     *
     * @throws IllegalArgumentException with the line's number
     */
    public static Checksums parse(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line is cut off");
        }
        SortedMap<String, Bytes> byName = new TreeMap<>();
        int number = 0;
        for (String line : text.isEmpty()
                ? new String[0]
                : text.substring(0, text.length() - 1).split("\n", -1)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("line %d, \"%s\", is not a hash, two spaces and a name"
                        .formatted(number, FileSafe.printable(line)));
            }
            if (byName.put(matcher.group(2), Bytes.fromHex(matcher.group(1))) != null) {
                throw new IllegalArgumentException("line %d names %s again".formatted(number, matcher.group(2)));
            }
        }
        return new Checksums(byName);
    }

    public byte[] render() {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, Bytes> each : byName.entrySet()) {
            out.append(each.getValue().hex()).append("  ").append(each.getKey()).append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
