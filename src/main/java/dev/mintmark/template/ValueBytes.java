package dev.mintmark.template;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Values as one run of bytes: of each its length in 4 bytes, and its content. What they are of is told by the columns. */
final class ValueBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ValueBytes text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    ValueBytes value(NvsValue value) {
        if (value instanceof NvsValue.Text text) {
            return text(text.value());
        }
        if (value instanceof NvsValue.Blob blob) {
            return bytes(blob.value().toByteArray());
        }
        return bytes(ByteBuffer.allocate(Long.BYTES)
                .putLong(((NvsValue.Int) value).value())
                .array());
    }

    private ValueBytes bytes(byte[] content) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        out.writeBytes(content);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    Bytes sha256() {
        return Bytes.sha256Of(out.toByteArray());
    }

    /** Reads the next value, of this encoding, that {@link #value} wrote. */
    static NvsValue read(ByteBuffer from, NvsEncoding encoding) {
        byte[] content = new byte[from.getInt()];
        from.get(content);
        if (encoding.isInteger()) {
            return new NvsValue.Int(
                    NvsType.valueOf(encoding.name()), ByteBuffer.wrap(content).getLong());
        }
        return encoding == NvsEncoding.STRING
                ? new NvsValue.Text(new String(content, StandardCharsets.UTF_8))
                : new NvsValue.Blob(Bytes.of(content));
    }
}
