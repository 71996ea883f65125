package dev.mintmark.cli;

import dev.mintmark.input.Fault;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is wrong with a command line, in mintmark's words rather than the parser's. */
final class WrongCommandLine {
    private final CommandLine.ParameterException wrong;
    private final CommandLine command;

    private WrongCommandLine(CommandLine.ParameterException wrong) {
        this.wrong = wrong;
        this.command = wrong.getCommandLine();
    }

    static Fault of(CommandLine.ParameterException wrong) {
        return new WrongCommandLine(wrong).fault();
    }

    private Fault fault() {
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (wrong instanceof CommandLine.OverwrittenOptionException twice) {
            return fault(name(twice.getOverwritten()) + " stands twice", "keep one of them");
        }
        if (wrong instanceof CommandLine.MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        if (wrong.getArgSpec() != null && wrong.getValue() != null) {
            String kind = wrong.getArgSpec().type() == Integer.class
                            || wrong.getArgSpec().type() == Long.class
                    ? "a whole number"
                    : wrong.getArgSpec().paramLabel();
            return fault(
                    "%s \"%s\" is not %s"
                            .formatted(name(wrong.getArgSpec()), FileSafe.printable(wrong.getValue()), kind),
                    help());
        }
        String text = wrong.getMessage();
        return fault(text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1), help());
    }

    private Fault unmatched(CommandLine.UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().get(0);
        String shown = FileSafe.printable(first);
        if (first.startsWith("-")) {
            List<String> known = command.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .toList();
            return fault(
                    "unknown option \"%s\"".formatted(shown),
                    nearest(first, known).orElse(help()));
        }
        if (!command.getSubcommands().isEmpty()) {
            return fault(
                    "unknown command \"%s\"".formatted(shown),
                    NearestName.hint(first, command.getSubcommands().keySet()));
        }
        return fault("\"%s\" is one argument too many".formatted(shown), help());
    }

    private static Optional<String> nearest(String written, List<String> known) {
        return NearestName.of(written, known).map("did you mean \"%s\"?"::formatted);
    }

    private Fault missing(List<ArgSpec> missing) {
        boolean valueOnly = missing.size() == 1
                && missing.get(0) instanceof OptionSpec option
                && command.getParseResult().originalArgs().stream().anyMatch(List.of(option.names())::contains);
        if (valueOnly) {
            ArgSpec option = missing.get(0);
            return fault("%s is without its %s".formatted(name(option), option.paramLabel()), help());
        }
        String names = missing.stream()
                .map(argument ->
                        argument.isOption() ? name(argument) + " " + argument.paramLabel() : argument.paramLabel())
                .collect(Collectors.joining(", "));
        return fault("%s %s missing".formatted(names, missing.size() == 1 ? "is" : "are"), help());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private String help() {
        return command.getCommandSpec().qualifiedName() + " --help";
    }

    private static Fault fault(String what, String hint) {
        return new Fault("", what, hint);
    }
}
