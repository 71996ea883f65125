package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The font of a PDF, of which the letters used go into it: no viewer and no printer has another in its place. */
final class SheetFont {
    /** Liberation Sans (SIL Open Font License), which PDFBox brings. */
    private static final String USUAL = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** Units a font's sizes are given in, an em. */
    private static final float EM = 1000;

    private final PDType0Font font;
    private final Map<Integer, Glyph> glyphs = new HashMap<>();

    /**
     * A letter that was asked of the font once: there are few, and thousands of labels.
     *
     * @param width in units
     */
    private record Glyph(Bytes codes, float width) {}

    private SheetFont(PDType0Font font) {
        this.font = font;
    }

    /**
     * @param file TrueType; empty for the usual one
     * @throws IOException if it is no TrueType font, or one that may not be embedded
     */
    static SheetFont load(PDDocument document, Optional<Bytes> file) throws IOException {
        byte[] bytes = file.isPresent() ? file.get().toByteArray() : Usual.FONT;
        return new SheetFont(PDType0Font.load(document, new ByteArrayInputStream(bytes), true));
    }

    /** Unpacked once: each lot has a sheet. */
    private static final class Usual {
        static final byte[] FONT = read();

        private static byte[] read() {
            try (InputStream in = PDDocument.class.getResourceAsStream(USUAL)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    PDType0Font pdf() {
        return font;
    }

    /** The text's codes; its letters will be in the file. */
    Bytes encode(String text) throws IOException {
        ByteArrayOutputStream codes = new ByteArrayOutputStream();
        for (int letter : text.codePoints().toArray()) {
            codes.writeBytes(glyph(letter).codes().toByteArray());
        }
        return Bytes.of(codes.toByteArray());
    }

    /** In ems. */
    float width(String text) throws IOException {
        float width = 0;
        for (int letter : text.codePoints().toArray()) {
            width += glyph(letter).width();
        }
        return width / EM;
    }

    private Glyph glyph(int letter) throws IOException {
        Glyph known = glyphs.get(letter);
        if (known == null) {
            String text = Character.toString(letter);
            font.addToSubset(letter);
            known = new Glyph(Bytes.of(font.encode(text)), font.getStringWidth(text));
            glyphs.put(letter, known);
        }
        return known;
    }

    /** Whether the font has all of its letters. */
    boolean has(String text) throws IOException {
        try {
            font.encode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Puts the letters that were used into the document, and takes the compression out of what PDFBox makes of them: Java's gives
     * other bytes with another zlib.
     */
    void embed() throws IOException {
        font.subset();
        unpack(font.getCOSObject(), Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void unpack(COSBase object, Set<COSBase> seen) throws IOException {
        if (object == null || !seen.add(object)) {
            return;
        }
        if (object instanceof COSObject reference) {
            unpack(reference.getObject(), seen);
        } else if (object instanceof COSArray array) {
            for (COSBase item : array) {
                unpack(item, seen);
            }
        } else if (object instanceof COSDictionary dictionary) {
            for (COSBase value : dictionary.getValues()) {
                unpack(value, seen);
            }
            if (object instanceof COSStream stream) {
                plain(stream);
            }
        }
    }

    private static void plain(COSStream stream) throws IOException {
        byte[] content;
        try (InputStream in = stream.createInputStream()) {
            content = in.readAllBytes();
        }
        stream.removeItem(COSName.FILTER);
        try (OutputStream out = stream.createOutputStream()) {
            out.write(content);
        }
    }
}
