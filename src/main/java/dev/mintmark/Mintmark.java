package dev.mintmark;

import dev.mintmark.cli.MintmarkCommand;
import java.util.Locale;

/** Entry point. */
public final class Mintmark {
    private Mintmark() {}

    public static void main(String[] arguments) {
        // numbers and dates are written for programs and records, the same on every machine; for any locale but US,
        // ROOT too, java.util.Formatter looks up the digits
        Locale.setDefault(Locale.US);
        System.exit(MintmarkCommand.execute(arguments));
    }
}
