package dev.mintmark.cli;

import dev.mintmark.inspect.Inspection;
import dev.mintmark.inspect.Shown;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was found in a file, for programs (schemas/inspection.schema.json): numbers decimal, text as it is, blobs in lower-case hex. */
final class InspectionJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private InspectionJson() {}

    static String of(Path file, Inspection inspection) {
        ObjectNode root = NODES.objectNode();
        root.put("file", file.toString());
        root.put("kind", inspection.kind().word());
        root.set("content", node(inspection.content()));
        ArrayNode problems = root.putArray("problems");
        inspection.problems().forEach(problems::add);
        return PrettyJson.text(root);
    }

    private static JsonNode node(Shown value) {
        if (value instanceof Shown.Group group) {
            ObjectNode object = NODES.objectNode();
            group.fields().forEach((name, field) -> object.set(name, node(field)));
            return object;
        }
        if (value instanceof Shown.Many many) {
            ArrayNode array = NODES.arrayNode();
            many.items().forEach(item -> array.add(node(item)));
            return array;
        }
        if (value instanceof Shown.Number number) {
            return NODES.numberNode(number.value());
        }
        if (value instanceof Shown.Flag flag) {
            return NODES.booleanNode(flag.value());
        }
        return NODES.stringNode(value instanceof Shown.Blob blob ? blob.hex() : ((Shown.Text) value).value());
    }
}
