package dev.mintmark.label;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.util.Arrays;
import java.util.List;

/**
 * The modules of a QR code, error correction M. The mask is the one that ISO/IEC 18004 section 7.8.3 prefers, as the library
 * computes it. That is nine tenths of its work, so for the size of every onboarding payload it is computed here, on whole
 * rows: 25 modules are 25 bits of an int.
 */
public final class QrSymbol {
    /** Holds the 22 characters of a standard onboarding payload at level M; the peer's version too. */
    private static final int SMALLEST_VERSION = 2;

    /** Modules a side of version 2. */
    private static final int SMALLEST_SIZE = 25;

    private static final int MASKS = 8;
    private static final int LIBRARY_CHOOSES = -1;

    /** What each mask changes against the first, format bits included: the same for all texts of this version and level. */
    private static final int[][] CHANGES = changes();

    /** The same by columns. */
    private static final int[][] COLUMN_CHANGES =
            Arrays.stream(CHANGES).map(QrSymbol::transposed).toArray(int[][]::new);

    private final String text;
    private final boolean[][] modules;

    private QrSymbol(String text, boolean[][] modules) {
        this.text = text;
        this.modules = modules;
    }

    private static int[][] changes() {
        int[][] symbols = new int[MASKS][];
        for (int mask = 0; mask < MASKS; mask++) {
            symbols[mask] = rows(encode(QrSegment.makeSegments("0"), mask));
        }
        int[] first = symbols[0];
        return Arrays.stream(symbols).map(symbol -> changed(symbol, first)).toArray(int[][]::new);
    }

    String text() {
        return text;
    }

    /** {@code [y][x]}, true for dark. */
    boolean[][] modules() {
        return modules;
    }

    /**
     * @throws IllegalArgumentException if the text is too long for any QR code
     */
    public static QrSymbol of(String text) {
        List<QrSegment> segments = QrSegment.makeSegments(text);
        QrCode code = encode(segments, 0);
        if (code.size != SMALLEST_SIZE) {
            code = encode(segments, LIBRARY_CHOOSES);
            boolean[][] modules = new boolean[code.size][code.size];
            for (int y = 0; y < code.size; y++) {
                for (int x = 0; x < code.size; x++) {
                    modules[y][x] = code.getModule(x, y);
                }
            }
            return new QrSymbol(text, modules);
        }
        int[] rows = rows(code);
        int[] masked = changed(rows, CHANGES[bestMask(rows)]);
        boolean[][] modules = new boolean[SMALLEST_SIZE][SMALLEST_SIZE];
        for (int y = 0; y < SMALLEST_SIZE; y++) {
            for (int x = 0; x < SMALLEST_SIZE; x++) {
                modules[y][x] = (masked[y] >>> x & 1) != 0;
            }
        }
        return new QrSymbol(text, modules);
    }

    private static QrCode encode(List<QrSegment> segments, int mask) {
        return QrCode.encodeSegments(segments, QrCode.Ecc.MEDIUM, SMALLEST_VERSION, QrCode.MAX_VERSION, mask, false);
    }

    /** The first of those with the lowest penalty. */
    private static int bestMask(int[] rows) {
        int[] columns = transposed(rows);
        int best = 0;
        int lowest = Integer.MAX_VALUE;
        for (int mask = 0; mask < MASKS; mask++) {
            int penalty =
                    MaskPenalty.of(changed(rows, CHANGES[mask]), changed(columns, COLUMN_CHANGES[mask]), SMALLEST_SIZE);
            if (penalty < lowest) {
                lowest = penalty;
                best = mask;
            }
        }
        return best;
    }

    private static int[] changed(int[] rows, int[] change) {
        int[] changed = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            changed[i] = rows[i] ^ change[i];
        }
        return changed;
    }

    /** Bit x of row y is the module at x, y. */
    private static int[] rows(QrCode code) {
        int[] rows = new int[code.size];
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                rows[y] |= (code.getModule(x, y) ? 1 : 0) << x;
            }
        }
        return rows;
    }

    private static int[] transposed(int[] rows) {
        int[] columns = new int[rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows.length; x++) {
                columns[x] |= (rows[y] >>> x & 1) << y;
            }
        }
        return columns;
    }
}
