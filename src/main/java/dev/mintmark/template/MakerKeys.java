package dev.mintmark.template;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.ManufacturingDateSource;
import dev.mintmark.order.Product;
import dev.mintmark.order.RotatingId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a product's modules bring along, and what becomes of it: two keys of Matter's that a product may leave to them, and its own. */
public final class MakerKeys {
    private static final int ROTATING_ID_LENGTH = 16;
    private static final ValueColumn ROTATING_ID = new ValueColumn("rd-id-uid", NvsEncoding.HEX2BIN, false, false);
    private static final ValueColumn DATE = new ValueColumn("mfg-date", NvsEncoding.STRING, false, false);

    private final NvsTemplate template;
    private final List<ValueColumn> columns = new ArrayList<>();

    public MakerKeys(Product product, NvsTemplate template) {
        this.template = template;
        if (product.rotatingId() == RotatingId.PER_MODULE) {
            columns.add(ROTATING_ID);
        }
        if (product.manufacturingDate()
                .filter(ManufacturingDateSource.PerModule.class::isInstance)
                .isPresent()) {
            columns.add(DATE);
        }
        columns.addAll(template.columns());
    }

    /** Whether modules bring anything along. */
    public boolean isPerModule() {
        return !columns.isEmpty();
    }

    public NvsTemplate template() {
        return template;
    }

    List<ValueColumn> columns() {
        return columns;
    }

    /** Throws if a value is beyond the limits of the key that it is for. */
    static void check(ValueColumn column, NvsValue value) {
        if (column == ROTATING_ID && ((NvsValue.Blob) value).value().size() != ROTATING_ID_LENGTH) {
            throw new IllegalArgumentException("is not %d bytes".formatted(ROTATING_ID_LENGTH));
        } else if (column == DATE) {
            new ManufacturingDate(((NvsValue.Text) value).value());
        }
    }

    /** The maker's own keys of a module. */
    public List<NvsNamespace> own(ModuleValues values) {
        int before = (int)
                columns.stream().filter(c -> c == ROTATING_ID || c == DATE).count();
        return template.filled(values.values().subList(before, values.values().size()));
    }

    public Optional<Bytes> rotatingId(ModuleValues values) {
        return given(ROTATING_ID, values).map(value -> ((NvsValue.Blob) value).value());
    }

    public Optional<ManufacturingDate> manufacturingDate(ModuleValues values) {
        return given(DATE, values).map(value -> new ManufacturingDate(((NvsValue.Text) value).value()));
    }

    private Optional<NvsValue> given(ValueColumn column, ModuleValues values) {
        int at = columns.indexOf(column);
        return at < 0 ? Optional.empty() : Optional.of(values.values().get(at));
    }

    /**
     * Reads what {@link ModuleValues#toBytes} wrote.
     *
     * @throws IllegalArgumentException if it is of other columns
     */
    public ModuleValues read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            List<NvsValue> values = columns.stream()
                    .map(column -> ValueBytes.read(buffer, column.encoding()))
                    .toList();
            if (!buffer.hasRemaining()) {
                return new ModuleValues(values);
            }
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("the stored values are of other columns", e);
        }
        throw new IllegalArgumentException("the stored values are of other columns");
    }
}
