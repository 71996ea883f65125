package dev.mintmark.input;

/**
 * One thing wrong with an input. Voice: what failed, in lower case, without full stop, with the value in quotes unless it is
 * secret; then what to do. Whatever it quotes, each part is one line that a terminal only shows.
 *
 * @param where file, or file:line, or file:row N column C; empty if the fault has no place
 * @param what what is wrong
 * @param hint what to do about it; empty if there is nothing to add
 */
public record Fault(String where, String what, String hint) {
    public Fault {
        if (what.isBlank()) {
            throw new IllegalArgumentException("a fault says what is wrong");
        }
        where = FileSafe.visible(where);
        what = FileSafe.visible(what);
        hint = FileSafe.visible(hint);
    }

    /** One or two lines, without a line end: {@code where: what} and {@code hint: …}. */
    public String text() {
        String first = where.isEmpty() ? what : where + ": " + what;
        return hint.isEmpty() ? first : first + System.lineSeparator() + "  hint: " + hint;
    }
}
