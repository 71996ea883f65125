package dev.mintmark.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What commands write for programs. They are all made at each start, this only when one has something to write. */
final class PrettyJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PrettyJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode read(byte[] json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    /** A line feed at its end. */
    static String text(JsonNode root) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
