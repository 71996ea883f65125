package dev.mintmark.template;

import dev.mintmark.format.nvs.NvsValue;
import java.util.List;

/** What one module brings along: a value for each column. They may be secret. */
public record ModuleValues(List<NvsValue> values) {
    /** Of a product whose modules bring nothing along. */
    public static final ModuleValues NONE = new ModuleValues(List.of());

    public ModuleValues {
        values = List.copyOf(values);
    }

    /** The values as the ledger keeps them, sealed; the caller wipes them. */
    public byte[] toBytes() {
        ValueBytes bytes = new ValueBytes();
        values.forEach(bytes::value);
        return bytes.toByteArray();
    }
}
