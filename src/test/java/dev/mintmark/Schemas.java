package dev.mintmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.mintmark.input.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The project's JSON Schema files, as an editor uses them. */
public final class Schemas {
    private Schemas() {}

    /** What an editor would say of this YAML; nothing if it is fine. */
    public static List<String> complaints(String schema, String yaml) {
        try {
            JsonNode written = new YAMLMapper().readTree(yaml);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema(schema))
                    .validate(written.isMissingNode() ? new ObjectMapper().nullNode() : written)
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema, or a part of it such as {@code /$defs/issuer}. */
    public static JsonNode part(String schema, String pointer) {
        return schema(schema).at(pointer);
    }

    /** Where the schema's names differ from the parser's; empty if nowhere. */
    public static Set<String> differences(JsonNode object, List<Key> keys) {
        Set<String> written = names(object.get("properties").fieldNames());
        object.path("required").forEach(name -> written.add("required " + name.asText()));
        Set<String> parsed = keys.stream().map(Key::text).collect(Collectors.toCollection(TreeSet::new));
        keys.stream().filter(Key::required).forEach(key -> parsed.add("required " + key.text()));
        Set<String> differences = new TreeSet<>(written);
        differences.removeAll(parsed);
        parsed.removeAll(written);
        differences.addAll(parsed);
        return differences;
    }

    /** Fields that lack a description or an example, and objects that let unknown keys pass. */
    public static Set<String> undocumented(JsonNode object) {
        Set<String> found = new TreeSet<>();
        object.get("properties").properties().forEach(field -> {
            if (field.getValue().path("description").asText().isBlank()
                    || field.getValue().path("examples").isEmpty()) {
                found.add(field.getKey());
            }
        });
        if (object.path("additionalProperties").asBoolean(true)) {
            found.add("additionalProperties");
        }
        return found;
    }

    /** Fields that the page has no row for. */
    public static Set<String> missingFrom(Path page, JsonNode object) throws IOException {
        Set<String> names = names(object.get("properties").fieldNames());
        String text = Files.readString(page);
        names.removeIf(name -> text.contains("| `" + name + "` |"));
        return names;
    }

    private static Set<String> names(Iterator<String> names) {
        Set<String> all = new TreeSet<>();
        names.forEachRemaining(all::add);
        return all;
    }

    private static JsonNode schema(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("schemas", name + ".schema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
