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

    /** Whether all of it can be seen: no control, format (bidi), surrogate, private-use or unassigned character. */
    public static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> isPlain((char) c));
    }

    /** What {@link #isPrintable} refuses, and backslashes, as {@code \\uXXXX}; cut to 120 characters. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
            char c = text.charAt(i);
            out.append(c != '\\' && isPlain(c) ? String.valueOf(c) : "\\u%04X".formatted((int) c));
        }
        return out.length() >= LONGEST ? out + "…" : out.toString();
    }

    /** The whole of a message, what {@link #isPrintable} refuses in it as {@code \\uXXXX}. */
    public static String visible(String message) {
        if (isPrintable(message)) {
            return message;
        }
        StringBuilder out = new StringBuilder();
        message.chars().forEach(c -> out.append(isPlain((char) c) ? String.valueOf((char) c) : "\\u%04X".formatted(c)));
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
