package dev.mintmark.input;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text from outside, made fit to stand in file names and messages. */
public final class FileSafe {
    private static final Pattern WINDOWS_DEVICE = Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");
    private static final int LONGEST = 120;

    private FileSafe() {}

    /** Whether Windows would take the name for a device, with or without an extension. */
    public static boolean isWindowsDevice(String name) {
        return WINDOWS_DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Control, format (bidi) and surrogate characters, and backslashes, as {@code \\uXXXX}; cut to 120 characters. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean plain = c != '\\'
                    && type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.PRIVATE_USE
                    && type != Character.UNASSIGNED
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            out.append(plain ? String.valueOf(c) : "\\u%04X".formatted((int) c));
        }
        return out.length() >= LONGEST ? out + "…" : out.toString();
    }
}
