package dev.mintmark.scenario;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of a text what is another in each run: times, places, and whatever depends on the order's random key. */
final class Masks {
    private static final int KEYS = 60;
    private static final Pattern SHA256 = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern TIME = Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");
    private static final Pattern VERSION = Pattern.compile("(\"(?:java|mintmark)\" ?: ?\")[^\"]*");
    private static final Set<String> RANDOM_COLUMNS =
            Set.of("discriminator", "issuer_ski", "dac_serial", "dac_sha256", "partition_sha256");

    private final Map<String, String> keys = new HashMap<>();
    private final String place;

    Masks(Path place) {
        this.place = place.toString();
        for (int key = 1; key <= KEYS; key++) {
            keys.put(Requested.spkiSha256(key), "<key " + key + ">");
        }
    }

    String text(String text) {
        String masked = text.replace("\r\n", "\n").replace(place, "<place>").replace('\\', '/');
        masked = TIME.matcher(masked).replaceAll("<time>");
        masked = VERSION.matcher(masked).replaceAll("$1<version>");
        Matcher hashes = SHA256.matcher(masked);
        return hashes.replaceAll(found -> keys.getOrDefault(found.group(), "<sha256>"));
    }

    /** A CSV, whose rows hold no comma in a masked value. */
    String csv(List<Map<String, String>> rows, List<String> header) {
        StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
        for (Map<String, String> row : rows) {
            text.append(header.stream()
                            .map(column ->
                                    isRandom(column, row.get(column)) ? "<" + column + ">" : text(row.get(column)))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    /** A serial number that neither the pattern nor a submission gave is derived from the order's key. */
    private static boolean isRandom(String column, String value) {
        return RANDOM_COLUMNS.contains(column) || column.equals("serial_number") && !value.matches("(?:PO|ERP|SN)-.*");
    }
}
