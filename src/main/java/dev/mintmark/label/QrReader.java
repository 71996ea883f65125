package dev.mintmark.label;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads back the symbols that {@link QrSymbol} makes of onboarding payloads: version 2, level M, every module right. A phone reads
 * others too; what is delivered has no fault to be corrected.
 */
final class QrReader {
    private static final int SIZE = 25;
    /** ISO/IEC 18004 table 9: version 2-M, one block. */
    private static final int DATA_CODEWORDS = 28;
    /** Section 7.9.1. */
    private static final int FORMAT_MASK = 0x5412;
    /** Section 7.4.4, table 5. */
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private static final int MODE_ALPHANUMERIC = 0b0010;
    private static final int MODE_BYTES = 0b0100;
    private static final int BASE = ALPHANUMERIC.length();

    private final boolean[][] modules;
    private final byte[] codewords = new byte[DATA_CODEWORDS];
    private int at;

    private QrReader(boolean[][] modules) {
        this.modules = modules;
    }

    /**
     * @param modules {@code [y][x]}, true for dark
     * @return its text
     * @throws IllegalArgumentException if it is of another version or level, or a module is wrong
     */
    static String read(boolean[][] modules) {
        if (modules.length != SIZE || modules[0].length != SIZE) {
            throw new IllegalArgumentException("is no QR code of version 2");
        }
        QrReader reader = new QrReader(modules);
        reader.unmask();
        String text = reader.text();
        if (!Arrays.deepEquals(QrSymbol.of(text).modules(), modules)) {
            throw new IllegalArgumentException("is a QR code with a wrong module");
        }
        return text;
    }

    /** The codewords as section 7.7.3 lays them: in columns of two, upwards and downwards in turns. */
    private void unmask() {
        int mask = mask();
        int bit = 0;
        for (int right = SIZE - 1; right >= 1; right -= 2) {
            if (right == 6) { // the timing pattern's column holds none
                right = 5;
            }
            boolean upward = (right + 1 & 2) == 0;
            for (int i = 0; i < 2 * SIZE && bit < DATA_CODEWORDS * 8; i++) {
                int x = right - i % 2;
                int y = upward ? SIZE - 1 - i / 2 : i / 2;
                if (!isFunction(x, y)) {
                    if (modules[y][x] ^ inverts(mask, x, y)) {
                        codewords[bit / 8] |= (byte) (0x80 >> bit % 8);
                    }
                    bit++;
                }
            }
        }
    }

    /** Section 7.9.1: bits 10 to 12 of the format, which lie in row 8 left of column 5. */
    private int mask() {
        int bits = 0;
        for (int i = 10; i <= 12; i++) {
            bits |= (modules[8][14 - i] ? 1 : 0) << i;
        }
        return (bits ^ FORMAT_MASK) >> 10 & 7;
    }

    /** Sections 6.3.3 to 6.3.6: finders with separators and format, timing, the one alignment pattern. */
    private static boolean isFunction(int x, int y) {
        return x < 9 && y < 9
                || x >= SIZE - 8 && y < 9
                || x < 9 && y >= SIZE - 8
                || x == 6
                || y == 6
                || Math.abs(x - 18) <= 2 && Math.abs(y - 18) <= 2;
    }

    /** Section 7.8.2, table 10. */
    private static boolean inverts(int mask, int x, int y) {
        return switch (mask) {
            case 0 -> (x + y) % 2 == 0;
            case 1 -> y % 2 == 0;
            case 2 -> x % 3 == 0;
            case 3 -> (x + y) % 3 == 0;
            case 4 -> (x / 3 + y / 2) % 2 == 0;
            case 5 -> x * y % 2 + x * y % 3 == 0;
            case 6 -> (x * y % 2 + x * y % 3) % 2 == 0;
            default -> ((x + y) % 2 + x * y % 3) % 2 == 0;
        };
    }

    /** Section 7.4: one segment after another. */
    private String text() {
        StringBuilder text = new StringBuilder();
        while (left() >= 4) {
            int mode = bits(4);
            if (mode == MODE_ALPHANUMERIC && left() >= 9) {
                alphanumeric(bits(9), text);
            } else if (mode == MODE_BYTES && left() >= 8) {
                int count = bits(8);
                byte[] bytes = new byte[Math.min(count, left() / 8)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) bits(8);
                }
                text.append(new String(bytes, StandardCharsets.UTF_8));
            } else if (mode == 0) {
                break;
            } else {
                throw new IllegalArgumentException("is a QR code of a mode that no onboarding payload needs");
            }
        }
        return text.toString();
    }

    private void alphanumeric(int count, StringBuilder text) {
        for (int i = 0; i < count; i += 2) {
            boolean pair = i + 1 < count;
            int length = pair ? 11 : 6;
            int value = left() < length ? -1 : bits(length);
            if (value < 0 || value >= (pair ? BASE * BASE : BASE)) {
                throw new IllegalArgumentException("is a QR code with a wrong module");
            }
            if (pair) {
                text.append(ALPHANUMERIC.charAt(value / BASE));
            }
            text.append(ALPHANUMERIC.charAt(value % BASE));
        }
    }

    private int left() {
        return DATA_CODEWORDS * 8 - at;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            value = value << 1 | codewords[at / 8] >> 7 - at % 8 & 1;
        }
        return value;
    }
}
