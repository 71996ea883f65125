package dev.mintmark.input;

import dev.mintmark.input.Value.Entry;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Scalar;
import dev.mintmark.input.Value.Sequence;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads a YAML file of one mapping into {@link Value}s. Built from the parser's events: no object is ever constructed, and
 * anchors, aliases, tags, further documents and keys that stand twice are refused where they stand.
 */
public final class YamlFile {
    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 10;
    private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");

    private final Path file;
    private final Faults faults;
    private final Iterator<Event> events;

    private YamlFile(Path file, String text, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.events =
                new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
    }

    /**
     * @return empty if nothing sensible could be read; the reason, and what was wrong beside, is then in {@code faults}. An
     *     empty file is an empty mapping.
     */
    public static Optional<Mapping> read(Path file, Faults faults) {
        return InputText.read(file, LARGEST, faults).flatMap(text -> parse(file, text, faults));
    }

    private static Optional<Mapping> parse(Path file, String text, Faults faults) {
        try {
            refuseUnprintable(file, text);
            return new YamlFile(file, text, faults).document();
        } catch (Refused refused) {
            faults.add(refused.where, refused.getMessage(), refused.hint);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(file + ":" + line, "not YAML: " + FileSafe.printable(e.getProblem()), hint(e.getProblem()));
        } catch (YAMLException e) {
            faults.add(file.toString(), "not YAML: " + FileSafe.printable(e.getMessage()), "");
        }
        return Optional.empty();
    }

    private static void refuseUnprintable(Path file, String text) {
        int line = 1;
        for (PrimitiveIterator.OfInt all = text.codePoints().iterator(); all.hasNext(); ) {
            int c = all.nextInt();
            if (!StreamReader.isPrintable(c)) {
                throw new Refused(
                        file + ":" + line, "the character U+%04X may not stand in YAML".formatted(c), "remove it");
            }
            line += c == '\n' ? 1 : 0;
        }
    }

    private static String hint(String problem) {
        if (problem.contains("(TAB)")) {
            return "indent with spaces, not with tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put a value that contains \": \" in quotes, and begin all keys of one mapping in the same column";
        }
        if (problem.contains("could not find expected ':'") || problem.contains("expected <block end>")) {
            return "each line is \"key: value\", and all keys of one mapping begin in the same column";
        }
        return "is a quote or bracket before it left open?";
    }

    private Optional<Mapping> document() {
        events.next(); // stream start
        Event first = events.next();
        if (!(first instanceof DocumentStartEvent)) {
            return Optional.of(new Mapping(file, where(first), Map.of()));
        }
        Value root = value(events.next(), 1);
        events.next(); // document end
        Event after = events.next();
        if (after instanceof DocumentStartEvent) {
            throw new Refused(where(after), "a second document begins", "keep one document in a file, without \"---\"");
        }
        if (root instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (root instanceof Scalar scalar && scalar.text().isEmpty()) {
            return Optional.of(new Mapping(file, root.where(), Map.of()));
        }
        throw new Refused(root.where(), "the file is not a mapping", "each line is \"key: value\"");
    }

    private Value value(Event event, int depth) {
        String where = where(event);
        if (event instanceof AliasEvent || event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new Refused(
                    where, "anchors (&) and aliases (*) are not read", "write the value out, or put it in quotes");
        }
        if (depth > DEEPEST) {
            throw new Refused(where, "nested deeper than %d levels".formatted(DEEPEST), "");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), where);
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            return new Scalar(where, plain && NULLS.contains(scalar.getValue()) ? "" : scalar.getValue());
        }
        refuseTag(((CollectionStartEvent) event).getTag(), where);
        return event instanceof MappingStartEvent ? mapping(where, depth) : sequence(where, depth);
    }

    private void refuseTag(String tag, String where) {
        // a quoted scalar carries "!" in some versions of the parser: the non-specific tag, which says nothing
        if (tag != null && !tag.equals("!")) {
            throw new Refused(where, "tags (!) are not read", "write the value without \"!…\", or put it in quotes");
        }
    }

    private Value sequence(String where, int depth) {
        List<Value> items = new ArrayList<>();
        for (Event next = events.next(); !next.is(Event.ID.SequenceEnd); next = events.next()) {
            items.add(value(next, depth + 1));
        }
        return new Sequence(where, items);
    }

    private Value mapping(String where, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event next = events.next(); !next.is(Event.ID.MappingEnd); next = events.next()) {
            Value key = value(next, depth + 1);
            if (!(key instanceof Scalar scalar)) {
                throw new Refused(key.where(), "a list or mapping stands as a key", "keys are plain words");
            }
            Entry entry = new Entry(key.where(), value(events.next(), depth + 1));
            Entry before = entries.putIfAbsent(scalar.text(), entry);
            if (before != null) {
                faults.add(
                        key.where(),
                        "key \"%s\" stands twice, first at %s"
                                .formatted(FileSafe.printable(scalar.text()), before.where()),
                        "keep one of them");
            }
        }
        return new Mapping(file, where, entries);
    }

    private String where(Event event) {
        return file + ":" + (event.getStartMark().getLine() + 1);
    }

    /** Ends the reading of this file. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String where;
        private final String hint;

        Refused(String where, String what, String hint) {
            super(what, null, false, false);
            this.where = where;
            this.hint = hint;
        }
    }
}
