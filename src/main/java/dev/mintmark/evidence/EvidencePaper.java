package dev.mintmark.evidence;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code evidence.json} says: the entries of order and site that the order was made by, and what the evidence is.
 *
 * @param terms what the order was started on and could not change: names, values and hashes
 * @param site SHA-256 of the site's file as it is now; empty if there is none
 * @param draw of the sample, if there is one
 * @param versions what made this, by name
 */
public record EvidencePaper(
        OrderId order,
        String reference,
        int quantity,
        int spares,
        Instant openedAt,
        Optional<Instant> closedAt,
        String closeReason,
        Map<String, String> terms,
        Optional<Bytes> site,
        Log log,
        Optional<Draw> draw,
        Map<String, String> versions) {
    private static final String FORMAT = "mintmark-evidence/1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public EvidencePaper {
        terms = Map.copyOf(terms);
        versions = Map.copyOf(versions);
    }

    /**
     * @param origin the log's name
     * @param key the log's key as other programs take it
     * @param size of its newest head
     * @param signedAt when that was signed
     * @param entries of the order
     */
    public record Log(String origin, String key, long size, Instant signedAt, long entries) {}

    /** UTF-8, two blanks a level, a line feed at the end; members always in one order. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("order", order.value());
        root.put("reference", reference);
        root.put("quantity", quantity);
        root.put("spares", spares);
        root.put("opened_at", openedAt.toString());
        root.putNull("closed_at");
        closedAt.ifPresent(time -> root.put("closed_at", time.toString()));
        root.put("close_reason", closeReason);
        ObjectNode bound = root.putObject("terms");
        new TreeMap<>(terms).forEach(bound::put);
        root.putNull("site_sha256");
        site.ifPresent(sha256 -> root.put("site_sha256", sha256.hex()));
        root.putObject("log")
                .put("origin", log.origin)
                .put("verifier_key", log.key)
                .put("size", log.size)
                .put("signed_at", log.signedAt.toString())
                .put("entries", log.entries);
        root.putNull("sample");
        draw.ifPresent(
                drawn -> root.putObject("sample").put("count", drawn.count()).put("seed", drawn.seed()));
        ObjectNode made = root.putObject("versions");
        new TreeMap<>(versions).forEach(made::put);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JSON.writer().with(printer).writeValueAsString(root) + "\n";
    }
}
