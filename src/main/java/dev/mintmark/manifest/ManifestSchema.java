package dev.mintmark.manifest;

import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a program may know of a manifest before it reads one: W3C's metadata for tabular data (CSVW), with each column's name
 * and the form of its cells. The titles of the first row are what is promised, so they are the version too.
 */
public final class ManifestSchema {
    /** Rises behind the point with a column behind the last. Nothing else may change: that would be a file of another name. */
    public static final String VERSION = "1.0";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestSchema() {}

    /** Of an order's manifest. */
    public static String ofOrder() {
        return write("manifest.csv", "What was issued for an order: one row per DAC, no secret", List.of());
    }

    /** Of a lot's, which is secret. */
    public static String ofLot() {
        return write(
                "data/manifest.csv",
                "What a lot holds: one row per module; secret, for a code tells the passcode",
                ManifestCsv.ONBOARDING_COLUMNS);
    }

    private static String write(String url, String title, List<String> further) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("@context").add("http://www.w3.org/ns/csvw").addObject().put("@language", "en");
        root.put("url", url);
        root.put("dc:title", title);
        root.put("schema:version", VERSION);
        root.putObject("dialect").put("encoding", "utf-8").put("lineTerminators", "\r\n");
        ObjectNode schema = root.putObject("tableSchema");
        ArrayNode columns = schema.putArray("columns");
        for (ManifestColumn column : ManifestColumn.values()) {
            column(columns, column.title(), column.form(), column.meaning());
        }
        for (String column : further) {
            column(columns, column, ".+", "onboarding code: tells the passcode");
        }
        schema.putArray("primaryKey").add(ManifestColumn.ORDER.title()).add(ManifestColumn.SEQ.title());
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JSON.writer().with(printer).writeValueAsString(root) + "\n";
    }

    /** All are text: a number would lose its zeros, and forms say more than types. */
    private static void column(ArrayNode columns, String name, String form, String meaning) {
        ObjectNode column =
                columns.addObject().put("name", name).put("titles", name).put("dc:description", meaning);
        column.put("required", !"".matches(form));
        column.putObject("datatype").put("base", "string").put("format", "^(" + form + ")$");
    }
}
