package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.deflate.FixedZlib;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * QR codes as PNG files, made without the JDK's imaging and compression: those differ between JDKs, and the same text must
 * give the same file for ever.
 */
public final class QrPng {
    /** ISO/IEC 18004 section 6.3.8. */
    private static final int QUIET_ZONE_MODULES = 4;

    private static final int PIXELS_A_MODULE = 6;

    /** Modules whose pixels are three bytes. */
    private static final int FOUR = 4;

    /** Modules of version 2. */
    private static final int SMALLEST_SIDE = 25;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int BIT_DEPTH = 1;
    private static final int GREYSCALE = 0;

    private QrPng() {}

    /**
     * Error correction M, quiet zone of 4 modules, 6 pixels a module, 1 bit a pixel.
     *
     * @param text an onboarding payload of 22 characters gives version 2: 198 by 198 pixels; longer text a larger version
     * @throws IllegalArgumentException if the text is too long for any QR code
     */
    public static byte[] write(String text) {
        return write(QrSymbol.of(text));
    }

    /** As {@link #write(String)}, of the symbol made of the text. */
    public static byte[] write(QrSymbol symbol) {
        boolean[][] code = symbol.modules();
        int modules = code.length + 2 * QUIET_ZONE_MODULES;
        int pixels = modules * PIXELS_A_MODULE;
        ByteArrayOutputStream png = new ByteArrayOutputStream(1024);
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header(pixels));
        chunk(png, "IDAT", FixedZlib.compress(pixelRows(code, modules), repeats(modules)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /**
     * Reads back an image drawn as {@link #write} draws it, at whatever size: ours, and esp-matter-mfg-tool's.
     *
     * @return the QR code's text
     * @throws IllegalArgumentException if it is drawn otherwise, or a pixel is wrong
     */
    public static String read(byte[] png) {
        PngImage image = PngImage.parse(Bytes.of(png));
        int modules = SMALLEST_SIDE + 2 * QUIET_ZONE_MODULES;
        int pixels = image.width() / modules;
        boolean plain = image.colourType() == PngImage.GREY && image.bitDepth() == BIT_DEPTH;
        if (!plain || image.width() != image.height() || pixels * modules != image.width()) {
            throw new IllegalArgumentException("is not drawn as QR codes of onboarding payloads are");
        }
        byte[] rows = image.rows();
        int row = 1 + (image.width() + 7) / 8;
        boolean[][] code = new boolean[SMALLEST_SIDE][SMALLEST_SIDE];
        for (int y = 0; y < image.height(); y++) {
            if (rows[y * row] != 0) {
                throw new IllegalArgumentException("is not drawn as QR codes of onboarding payloads are");
            }
            for (int x = 0; x < image.width(); x++) {
                boolean dark = (rows[y * row + 1 + x / 8] >> 7 - x % 8 & 1) == 0;
                int codeX = x / pixels - QUIET_ZONE_MODULES;
                int codeY = y / pixels - QUIET_ZONE_MODULES;
                boolean inside = codeX >= 0 && codeX < code.length && codeY >= 0 && codeY < code.length;
                if (inside && x % pixels == 0 && y % pixels == 0) {
                    code[codeY][codeX] = dark;
                }
                if (dark != (inside && code[codeY][codeX])) {
                    throw new IllegalArgumentException("is an image with a wrong pixel");
                }
            }
        }
        return QrReader.read(code);
    }

    /** PNG (third edition) 11.2.1. */
    private static byte[] header(int pixels) {
        byte[] header = new byte[13];
        putInt(header, 0, pixels);
        putInt(header, 4, pixels);
        header[8] = BIT_DEPTH;
        header[9] = GREYSCALE;
        return header;
    }

    /** Rows of filter byte 0 and pixels, the leftmost in the highest bit, 1 for white. */
    private static byte[] pixelRows(boolean[][] code, int modules) {
        int row = rowSize(modules);
        byte[] rows = new byte[row * modules * PIXELS_A_MODULE];
        Arrays.fill(rows, (byte) 0xFF);
        for (int y = 0; y < modules; y++) {
            int first = y * PIXELS_A_MODULE * row;
            rows[first] = 0;
            int codeY = y - QUIET_ZONE_MODULES;
            for (int codeX = 0; codeX < code.length && codeY >= 0 && codeY < code.length; codeX += FOUR) {
                int pixels = pixelsOfFour(code[codeY], codeX);
                int at = first + 1 + (codeX + QUIET_ZONE_MODULES) / FOUR * 3;
                rows[at] = (byte) (pixels >> 16);
                rows[at + 1] = (byte) (pixels >> 8);
                rows[at + 2] = (byte) pixels;
            }
            for (int i = 1; i < PIXELS_A_MODULE; i++) {
                System.arraycopy(rows, first, rows, first + i * row, row);
            }
        }
        return rows;
    }

    private static int rowSize(int modules) {
        return 1 + (modules * PIXELS_A_MODULE + 7) / 8;
    }

    /** Where pixels repeat: in the row above, in modules further left, in the modules above. */
    private static int[] repeats(int modules) {
        int row = rowSize(modules);
        int above = row * PIXELS_A_MODULE;
        return new int[] {row, 3, 6, 9, 12, 15, 18, above, 2 * above, 3 * above, 4 * above, 5 * above};
    }

    /** 24 bits, the leftmost highest; white beyond the last module. */
    private static int pixelsOfFour(boolean[] modules, int from) {
        int pixels = 0;
        for (int i = from; i < from + FOUR; i++) {
            boolean isDark = i < modules.length && modules[i];
            pixels = pixels << PIXELS_A_MODULE | (isDark ? 0 : (1 << PIXELS_A_MODULE) - 1);
        }
        return pixels;
    }

    /** PNG (third edition) 5.3: length, type, data, CRC over type and data. */
    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        byte[] number = new byte[4];
        putInt(number, 0, data.length);
        png.writeBytes(number);
        png.writeBytes(name);
        png.writeBytes(data);
        putInt(number, 0, (int) crc.getValue());
        png.writeBytes(number);
    }

    private static void putInt(byte[] to, int offset, int value) {
        to[offset] = (byte) (value >> 24);
        to[offset + 1] = (byte) (value >> 16);
        to[offset + 2] = (byte) (value >> 8);
        to[offset + 3] = (byte) value;
    }
}
