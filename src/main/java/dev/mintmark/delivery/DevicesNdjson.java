package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.StrictJson;
import dev.mintmark.order.ModuleId;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code data/devices.ndjson} of a field upgrade's lot: a JSON object a line, in UTF-8, ended by a line feed. What a module has in files
 * elsewhere is base64 here (docs/formats/devices.md).
 */
public final class DevicesNdjson {
    /** Below {@code data/}. */
    public static final String NAME = "devices.ndjson";

    /** A module's files that a line has, by the field that holds them. */
    static final Map<ModuleFile, String> FIELDS = new EnumMap<>(Map.of(
            ModuleFile.PARTITION, "nvs",
            ModuleFile.KEYS_PARTITION, "nvs_keys",
            ModuleFile.HMAC_KEY, "hmac_key",
            ModuleFile.FRAGMENTS, "fragments",
            ModuleFile.DAC, "dac"));

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private DevicesNdjson() {}

    /** Gets one line after another. */
    public interface Each {
        /**
         * @param files the module's, by kind
         * @param pai DER
         */
        void issued(ModuleId module, Map<ModuleFile, byte[]> files, byte[] pai, String qrCode, String manualCode);

        default void refused(RefusedDevice device) {}
    }

    /**
     * @throws IllegalArgumentException naming the line that is not in its form; quotes no value of it
     */
    public static void read(byte[] content, Each each) {
        int number = 1;
        for (int from = 0; from < content.length; number++) {
            int end = from;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            try {
                if (end == content.length) {
                    throw new IllegalArgumentException("it is cut off");
                }
                line(StrictJson.object(Arrays.copyOfRange(content, from, end)), each);
            } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
                throw new IllegalArgumentException("line %d of %s is not in its form".formatted(number, NAME), e);
            }
            from = end + 1;
        }
    }

    /** The devices with a DAC. */
    static Set<String> modules(byte[] content) {
        Set<String> modules = new TreeSet<>();
        read(content, (module, files, pai, qrCode, manualCode) -> modules.add(module.value()));
        return modules;
    }

    private static void line(Map<String, Object> fields, Each each) {
        String id = text(fields, "module_id");
        String status = text(fields, "status");
        if (status.equals("refused")) {
            RefusedDevice refused =
                    new RefusedDevice(text(fields, "source"), id, text(fields, "code"), text(fields, "reason"));
            nothingLeft(fields);
            each.refused(refused);
        } else if (status.equals("issued")) {
            Map<ModuleFile, byte[]> files = new EnumMap<>(ModuleFile.class);
            FIELDS.forEach((file, field) -> {
                if (fields.containsKey(field) || ModuleFile.ALWAYS.contains(file)) {
                    files.put(file, Base64.getDecoder().decode(text(fields, field)));
                }
            });
            byte[] pai = Base64.getDecoder().decode(text(fields, "pai"));
            String qrCode = text(fields, "qrcode");
            String manualCode = text(fields, "manualcode");
            nothingLeft(fields);
            each.issued(new ModuleId(id), files, pai, qrCode, manualCode);
        } else {
            throw new IllegalArgumentException("no such status");
        }
    }

    private static String text(Map<String, Object> fields, String name) {
        return (String) Objects.requireNonNull(fields.remove(name));
    }

    private static void nothingLeft(Map<String, Object> fields) {
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown field " + FileSafe.printable(fields.keySet().toString()));
        }
    }

    /** Writes lines one after another, in memory. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

        void issued(ModuleId module, Map<ModuleFile, byte[]> files, Bytes pai, String qrCode, String manualCode) {
            line(json -> {
                json.writeStringProperty("module_id", module.value());
                json.writeStringProperty("status", "issued");
                files.forEach((file, content) -> {
                    json.writeName(FIELDS.get(file));
                    json.writeBinary(content);
                });
                json.writeName("pai");
                json.writeBinary(pai.toByteArray());
                json.writeStringProperty("qrcode", qrCode);
                json.writeStringProperty("manualcode", manualCode);
            });
        }

        void refused(RefusedDevice device) {
            line(json -> {
                json.writeStringProperty("module_id", device.moduleId());
                json.writeStringProperty("status", "refused");
                json.writeStringProperty("code", device.code());
                json.writeStringProperty("reason", device.reason());
                json.writeStringProperty("source", device.source());
            });
        }

        private void line(Consumer<JsonGenerator> fields) {
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
                json.writeStartObject();
                fields.accept(json);
                json.writeEndObject();
            }
            out.write('\n');
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
