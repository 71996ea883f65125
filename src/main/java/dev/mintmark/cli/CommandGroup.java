package dev.mintmark.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParentCommand;

/** A word before the verb, such as {@code audit}: by itself it does nothing. */
abstract class CommandGroup implements Runnable {
    @ParentCommand
    private MintmarkCommand mintmark;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    final MintmarkCommand mintmark() {
        return mintmark;
    }

    @Override
    public final void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command of " + spec.name());
    }
}
