package dev.mintmark;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All of the program, as classes and as sources, for the tests of its structure. */
final class House {
    /** What every package's name starts with. */
    static final String BASE = "dev.mintmark";

    static final Path SOURCES = Path.of("src", "main", "java");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?(dev\\.mintmark(?:\\.[a-z]+)*)\\.[A-Z]");

    private House() {}

    /** A class's package without the base: {@code format.nvs}, and {@code main} for the base itself. */
    static String room(JavaClass type) {
        return room(type.getPackageName());
    }

    private static String room(String name) {
        return name.equals(BASE) ? "main" : name.substring(BASE.length() + 1);
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(BASE) || type.getPackageName().startsWith(BASE + ".");
    }

    /** Every source file, by its path below {@link #SOURCES} with forward slashes, and its lines. */
    static Map<String, List<String>> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Map<String, List<String>> sources = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(SOURCES.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packages of the house that a package's import statements name. */
    static Map<String, Set<String>> importedRooms() {
        Map<String, Set<String>> rooms = new TreeMap<>();
        sources().forEach((file, lines) -> {
            String room = room(file.substring(0, file.lastIndexOf('/')).replace('/', '.'));
            Set<String> imported = rooms.computeIfAbsent(room, name -> new TreeSet<>());
            lines.stream()
                    .map(IMPORT::matcher)
                    .filter(Matcher::find)
                    .map(found -> room(found.group(1)))
                    .filter(other -> !other.equals(room))
                    .forEach(imported::add);
        });
        return rooms;
    }
}
