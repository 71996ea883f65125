package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PNG file without transparency in its parts, which a PDF takes over as they are, so that no pixel is compressed again.
 *
 * @param sha256 of the file
 * @param colourType PNG (third edition) 11.2.1: 0 grey, 2 red green blue, 3 palette
 * @param palette {@code PLTE}, three bytes a colour; empty without one
 * @param data all {@code IDAT}, a zlib stream of filtered rows
 */
record PngImage(Bytes sha256, int width, int height, int bitDepth, int colourType, Bytes palette, Bytes data) {
    static final int GREY = 0;
    static final int COLOUR = 2;
    static final int PALETTE = 3;

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int LARGEST_SIDE = 4000;

    PngImage {
        boolean depth =
                colourType == COLOUR ? bitDepth == 8 : bitDepth > 0 && bitDepth <= 8 && Integer.bitCount(bitDepth) == 1;
        if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE || !depth) {
            throw new IllegalArgumentException(
                    "is not a PNG of 1 to 8 bits a colour and at most %d pixels a side".formatted(LARGEST_SIDE));
        }
        if (colourType != GREY && colourType != COLOUR && (colourType != PALETTE || palette.size() == 0)) {
            throw new IllegalArgumentException("has transparency, which paper has not");
        }
    }

    /** @throws IllegalArgumentException saying what of it is no PNG, or of a kind that is not taken */
    static PngImage parse(Bytes file) {
        ByteBuffer in = ByteBuffer.wrap(file.toByteArray());
        if (in.remaining() < Long.BYTES || in.getLong() != SIGNATURE) {
            throw new IllegalArgumentException("is no PNG");
        }
        ByteBuffer header = ByteBuffer.allocate(13);
        Bytes palette = Bytes.of();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (in.remaining() >= 12) {
            int length = in.getInt();
            byte[] type = new byte[4];
            in.get(type);
            if (length < 0 || length > in.remaining() - 4) {
                throw new IllegalArgumentException("is a PNG that ends too early");
            }
            byte[] content = new byte[length];
            in.get(content);
            in.getInt(); // its CRC; the stream of pixels has a check of its own
            switch (new String(type, StandardCharsets.US_ASCII)) {
                case "IHDR" -> header.put(0, content, 0, Math.min(length, header.capacity()));
                case "PLTE" -> palette = Bytes.of(content);
                case "tRNS" -> throw new IllegalArgumentException("has transparency, which paper has not");
                case "IDAT" -> data.writeBytes(content);
                default -> {}
            }
        }
        if (header.get(12) != 0) {
            throw new IllegalArgumentException("is interlaced");
        }
        PngImage image = new PngImage(
                file.sha256Digest(),
                header.getInt(0),
                header.getInt(4),
                header.get(8),
                header.get(9),
                palette,
                Bytes.of(data.toByteArray()));
        image.rows();
        return image;
    }

    /** Colours of a pixel. */
    int colours() {
        return colourType == COLOUR ? 3 : 1;
    }

    /** Rows of a filter byte and pixels, in whole bytes. */
    byte[] rows() {
        long expected = (1 + ((long) width * colours() * bitDepth + 7) / 8) * height;
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data.toByteArray());
            byte[] rows = new byte[(int) expected + 1]; // one more: a longer stream is none of this image
            int size = 0;
            for (int read = 1; read > 0 && size < rows.length; size += read) {
                read = inflater.inflate(rows, size, rows.length - size);
            }
            if (!inflater.finished() || size != expected) {
                throw new IllegalArgumentException("is a PNG that ends too early");
            }
            return Arrays.copyOf(rows, size);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("is a damaged PNG", e);
        } finally {
            inflater.end();
        }
    }
}
