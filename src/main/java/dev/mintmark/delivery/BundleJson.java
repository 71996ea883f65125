package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.StrictJson;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.OrderKind;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * {@code bundle.json}, schema 1: the same bundle is the same bytes. Read strictly: a field missing, unknown or twice, or
 * another schema, is refused, for a reader that skips what it does not know vouches for what it did not read.
 */
final class BundleJson {
    static final int SCHEMA = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private BundleJson() {}

    static byte[] render(Bundle bundle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(new Indented(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", SCHEMA);
            json.writeStringProperty("order", bundle.order().value());
            json.writeStringProperty("reference", bundle.reference());
            if (bundle.kind() != OrderKind.MANUFACTURE) {
                json.writeStringProperty("kind", bundle.kind().word());
            }
            json.writeNumberProperty("delivery", bundle.delivery());
            json.writeStringProperty("created", bundle.created().toString());
            json.writeStringProperty("issuer_key", bundle.issuerKey().word());
            if (bundle.keys() != KeyOrigin.MODULE) {
                json.writeStringProperty("keys", bundle.keys().word());
            }
            json.writeStringProperty("signer_sha256", bundle.signer().hex());
            json.writeArrayPropertyStart("recipients_sha256");
            for (Bytes recipient : bundle.recipients()) {
                json.writeString(recipient.hex());
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("lots");
            for (Bundle.Lot lot : bundle.lots()) {
                json.writeStartObject();
                json.writeNumberProperty("lot", lot.number().value());
                json.writeStringProperty("file", lot.number().sealedFile());
                json.writeNumberProperty("modules", lot.modules());
                json.writeStringProperty("tar_sha256", lot.tarSha256().hex());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    /**
     * @throws IllegalArgumentException if it is anything else than what {@link #render} makes, but for blanks
     */
    static Bundle parse(byte[] content) {
        Map<String, Object> root = StrictJson.object(content);
        try {
            return bundle(root);
        } catch (ClassCastException | ArithmeticException | DateTimeParseException e) {
            throw new IllegalArgumentException("a field is of the wrong kind", e);
        }
    }

    private static Bundle bundle(Map<String, Object> root) {
        int schema = number(root, "schema");
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("schema %d, this mintmark reads %d".formatted(schema, SCHEMA));
        }
        OrderId order = new OrderId((String) take(root, "order"));
        String reference = (String) take(root, "reference");
        Object kind = root.remove("kind");
        if (kind != null && !kind.equals(OrderKind.FIELD_UPGRADE.word())) {
            throw new IllegalArgumentException("no such kind of order");
        }
        int delivery = number(root, "delivery");
        Instant created = Instant.parse((String) take(root, "created"));
        String issuerKey = (String) take(root, "issuer_key");
        Object keys = root.remove("keys");
        if (KeyOrigin.MODULE.word().equals(keys)) {
            throw new IllegalArgumentException("keys \"module\" is left out");
        }
        Bytes signer = Bytes.fromHex((String) take(root, "signer_sha256"));
        List<Bytes> recipients = new ArrayList<>();
        for (Object each : (List<?>) take(root, "recipients_sha256")) {
            recipients.add(Bytes.fromHex((String) each));
        }
        List<Bundle.Lot> lots = new ArrayList<>();
        for (Object each : (List<?>) take(root, "lots")) {
            lots.add(lot(object(each)));
        }
        nothingLeft(root);
        return new Bundle(
                order,
                reference,
                delivery,
                created,
                KeyKind.of(issuerKey),
                keys == null ? KeyOrigin.MODULE : KeyOrigin.of((String) keys),
                signer,
                recipients,
                kind == null ? OrderKind.MANUFACTURE : OrderKind.FIELD_UPGRADE,
                lots);
    }

    private static Bundle.Lot lot(Map<String, Object> fields) {
        LotNumber number = new LotNumber(number(fields, "lot"));
        if (!take(fields, "file").equals(number.sealedFile())) {
            throw new IllegalArgumentException("%s lies in a file of another name".formatted(number));
        }
        int modules = number(fields, "modules");
        Bytes tar = Bytes.fromHex((String) take(fields, "tar_sha256"));
        nothingLeft(fields);
        return new Bundle.Lot(number, modules, tar);
    }

    private static int number(Map<String, Object> fields, String name) {
        return Math.toIntExact((Long) take(fields, name));
    }

    private static Object take(Map<String, Object> fields, String name) {
        Object value = fields.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("field \"%s\" is missing".formatted(name));
        }
        return value;
    }

    private static void nothingLeft(Map<String, Object> fields) {
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException("unknown fields " + fields.keySet());
        }
    }

    @SuppressWarnings("unchecked") // StrictJson makes no other maps
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lineFeed = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(lineFeed).withArrayIndenter(lineFeed);
        }
    }
}
