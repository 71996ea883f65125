package dev.mintmark.format.nvs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Integers in an image, without a buffer object for each. */
final class LittleEndian {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int getU16(byte[] image, int offset) {
        return (short) U16.get(image, offset) & 0xFFFF;
    }

    static int getU32(byte[] image, int offset) {
        return (int) U32.get(image, offset);
    }

    static void putU16(byte[] image, int offset, int value) {
        U16.set(image, offset, (short) value);
    }

    static void putU32(byte[] image, int offset, int value) {
        U32.set(image, offset, value);
    }

    /** The lowest {@code width} bytes of {@code value}. */
    static void put(byte[] image, int offset, int width, long value) {
        for (int i = 0; i < width; i++) {
            image[offset + i] = (byte) (value >> 8 * i);
        }
    }

    /** An integer of 1 to 8 bytes; one that is not {@code signed} is filled up with zeros. */
    static long get(byte[] image, int offset, int width, boolean signed) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (image[offset + i] & 0xFFL) << 8 * i;
        }
        int above = Long.SIZE - 8 * width;
        return signed ? value << above >> above : value;
    }
}
