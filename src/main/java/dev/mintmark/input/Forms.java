package dev.mintmark.input;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How single values are written; each form throws IllegalArgumentException saying what is wrong. */
public final class Forms {
    private Forms() {}

    /** Decimal digits without sign, separators or leading zeros, which YAML versions read differently. */
    public static Function<String, Integer> integer(Key key, int min, int max) {
        return text -> {
            if (text.matches("0|[1-9][0-9]{0,9}")) {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) {
                    return (int) value;
                }
            }
            throw new IllegalArgumentException("%s \"%s\" is not a whole number from %d to %d"
                    .formatted(key.text(), FileSafe.printable(text), min, max));
        };
    }

    /** As {@link #integer}, or in hex digits behind {@code 0x}. */
    public static Function<String, Long> number(Key key, long min, long max) {
        return text -> {
            if (text.matches("0|[1-9][0-9]{0,9}|0[xX][0-9a-fA-F]{1,8}")) {
                long value = Long.decode(text);
                if (value >= min && value <= max) {
                    return value;
                }
            }
            throw new IllegalArgumentException(
                    "%s \"%s\" is not a whole number from %d to %d, or in hex from 0x%X to 0x%X"
                            .formatted(key.text(), FileSafe.printable(text), min, max, min, max));
        };
    }

    /** The words for constants, in their order: names in lower case with hyphens. */
    @SafeVarargs
    public static <E extends Enum<E>> Map<String, E> words(E... constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return words;
    }

    /** One of a table's words. */
    public static <T> Function<String, T> word(Key key, Map<String, T> table) {
        return text -> {
            T meaning = table.get(text);
            if (meaning == null) {
                throw new IllegalArgumentException("%s \"%s\" is not one of %s"
                        .formatted(key.text(), FileSafe.printable(text), String.join(", ", table.keySet())));
            }
            return meaning;
        };
    }

    /** A path, relative to the folder of the file that names it; it need not exist. */
    public static Function<String, Path> path(Key key, Path namedIn) {
        return text -> {
            try {
                return namedIn.resolveSibling(text).normalize();
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "%s \"%s\" is not a path".formatted(key.text(), FileSafe.printable(text)), e);
            }
        };
    }

    /** As {@link #path}, of a file that is there. */
    public static Function<String, Path> file(Key key, Path namedIn) {
        return path(key, namedIn).andThen(path -> {
            if (!Files.isRegularFile(path)) {
                String problem = Files.isDirectory(path) ? "\"%s\" is a folder" : "there is no file \"%s\"";
                throw new IllegalArgumentException(
                        (key.text() + ": " + problem).formatted(FileSafe.printable(path.toString())));
            }
            return path;
        });
    }
}
