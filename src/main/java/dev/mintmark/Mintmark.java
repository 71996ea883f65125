package dev.mintmark;

import dev.mintmark.cli.MintmarkCommand;
import java.util.Locale;

/** Entry point. */
public final class Mintmark {
    private Mintmark() {}

    public static void main(String[] arguments) {
        // numbers and dates are written for programs and records, the same on every machine; US, because
        // java.util.Formatter
        // looks up the digits of any other locale, ROOT too
        Locale.setDefault(Locale.US);
        System.exit(MintmarkCommand.execute(arguments));
    }
}
