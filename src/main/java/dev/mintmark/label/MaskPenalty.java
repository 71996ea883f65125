package dev.mintmark.label;

/**
 * Penalty points of a masked QR code (ISO/IEC 18004 section 7.8.3.1, table 11), as nayuki's library counts them: a finder-like pattern
 * at any scale, the quiet zone light. A line of modules is the bits of an int, the dark ones 1.
 */
final class MaskPenalty {
    private static final int N1 = 3;
    private static final int N2 = 3;
    private static final int N3 = 40;
    private static final int N4 = 10;

    private static final int LONG_RUN = 5;

    /** Modules of the ratio 1:1:3:1:1, and of the light that is demanded on one of its sides. */
    private static final int FINDER = 7;

    private static final int FINDER_LIGHT = 4;

    /** Four times the widest scale that fits into a line: 25 modules hold three times 7. */
    private static final int QUIET = 12;

    private MaskPenalty() {}

    /**
     * @param rows as many as modules a side
     * @param columns the same modules
     * @param size modules a side, at most 25
     */
    static int of(int[] rows, int[] columns, int size) {
        int penalty = blocks(rows, size) + balance(rows, size);
        for (int i = 0; i < size; i++) {
            penalty += line(rows[i], size) + line(columns[i], size);
        }
        return penalty;
    }

    private static int line(int line, int size) {
        int inside = (1 << size) - 1;
        int light = ~line & inside;
        return runs(line) + runs(light) + N3 * finders(line, size);
    }

    /** 3 points for five in a row, one more for each beyond. */
    private static int runs(int line) {
        int starts = line & line >>> 1 & line >>> 2 & line >>> 3 & line >>> 4;
        return Integer.bitCount(starts) + (N1 - 1) * Integer.bitCount(starts & ~(starts << 1));
    }

    /** Both sides count if both have the light. */
    private static int finders(int line, int size) {
        int found = 0;
        long dark = (long) line << QUIET;
        for (int scale = 1; FINDER * scale <= size; scale++) {
            // bit i of each: so many modules of one colour, the first at i
            long darks = run(dark, scale);
            long lights = run(~dark, scale);
            long core = darks
                    & lights >>> scale
                    & run(dark, 3 * scale) >>> 2 * scale
                    & lights >>> 5 * scale
                    & darks >>> 6 * scale;
            long before = lights << scale;
            long after = lights >>> FINDER * scale;
            core &= before & after;
            if (core != 0) {
                long wide = run(~dark, FINDER_LIGHT * scale);
                found += Long.bitCount(core & wide << FINDER_LIGHT * scale)
                        + Long.bitCount(core & wide >>> FINDER * scale);
            }
        }
        return found;
    }

    private static long run(long modules, int length) {
        long run = modules;
        for (int i = 1; i < length; i++) {
            run &= modules >>> i;
        }
        return run;
    }

    /** 3 points for each two by two of one colour. */
    private static int blocks(int[] rows, int size) {
        int inside = (1 << size - 1) - 1;
        int blocks = 0;
        for (int y = 1; y < size; y++) {
            int alike = ~(rows[y] ^ rows[y] >>> 1) & ~(rows[y - 1] ^ rows[y - 1] >>> 1) & ~(rows[y] ^ rows[y - 1]);
            blocks += Integer.bitCount(alike & inside);
        }
        return N2 * blocks;
    }

    /** 10 points for each 5 % that the share of dark modules is further than 5 % from a half. */
    private static int balance(int[] rows, int size) {
        int dark = 0;
        for (int row : rows) {
            dark += Integer.bitCount(row);
        }
        int total = size * size;
        int steps = (Math.abs(dark * 20 - total * 10) + total - 1) / total - 1;
        return N4 * steps;
    }
}
