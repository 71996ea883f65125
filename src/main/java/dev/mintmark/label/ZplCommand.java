package dev.mintmark.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A command of ZPL II: a caret or tilde, two letters, and all up to the next caret or tilde. No other text can hold either.
 *
 * @param written the sign and two letters as they stand; empty for what stands before the first command
 * @param parameters all that follows, line ends too
 * @param line where it begins, from 1
 */
record ZplCommand(String written, String parameters, int line) {
    private static final int NAME = 3;

    /** All of the text: {@code written} and {@code parameters} of one after another. */
    static List<ZplCommand> of(String text) {
        List<ZplCommand> commands = new ArrayList<>();
        int line = 1;
        for (int at = 0; at < text.length(); ) {
            int end = nextSign(text, at + 1);
            int name = isSign(text.charAt(at)) ? Math.min(at + NAME, end) : at;
            ZplCommand command = new ZplCommand(text.substring(at, name), text.substring(name, end), line);
            commands.add(command);
            line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
            at = end;
        }
        return commands;
    }

    private static int nextSign(String text, int from) {
        int at = from;
        while (at < text.length() && !isSign(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSign(char c) {
        return c == '^' || c == '~';
    }

    /** {@code ^FD}; printers do not tell case. */
    String name() {
        return written.toUpperCase(Locale.ROOT);
    }

    /** Whether it holds what a field prints. */
    boolean isData() {
        return name().equals("^FD") || name().equals("^FV");
    }

    /** Parameter {@code index}, from 0, without blanks; empty if it is left out. */
    String parameter(int index) {
        String[] all = parameters.strip().split(",", -1);
        return index < all.length ? all[index].strip() : "";
    }
}
