package dev.mintmark.reported;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;

/** Text of another hand, of which no row is longer than {@value #LONGEST_ROW} characters: so that none fills the memory. */
final class RowReader extends FilterReader {
    static final int LONGEST_ROW = 8192;

    /** What readers on top of this one take at once, twice. */
    private static final int READ_AHEAD = 2 * 8192;

    private long left = LONGEST_ROW + READ_AHEAD;

    RowReader(Reader in) {
        super(in);
    }

    /** A row begins. */
    void allowRow() {
        left = LONGEST_ROW + READ_AHEAD;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(to, offset, length);
        } catch (CharacterCodingException e) {
            throw new MalformedReportException("not UTF-8");
        }
        left -= Math.max(0, read);
        if (left < 0) {
            throw new MalformedReportException(
                    "a row is longer than %d characters; is a quote left open?".formatted(LONGEST_ROW));
        }
        return read;
    }
}
