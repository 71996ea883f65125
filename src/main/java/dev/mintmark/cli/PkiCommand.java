package dev.mintmark.cli;

import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.keys.TestKeys;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark pki}: keys and certificates of issuers. */
@Command(name = "pki", description = "Keys and certificates of issuers.", subcommands = PkiCommand.Init.class)
final class PkiCommand extends CommandGroup {
    /** {@code mintmark pki init --test}: makes the test keys, which the first run would make else. */
    @Command(name = "init", description = "Makes a home's test keys, unless they are there.")
    static final class Init implements Callable<Integer> {
        @ParentCommand
        private PkiCommand pki;

        @Option(
                names = "--test",
                required = true,
                description = "Test keys; no commissioner outside a laboratory trusts them.")
        private boolean test;

        @Override
        public Integer call() throws Exception {
            Home home = pki.mintmark().home();
            try (HomeLock held = HomeLock.acquire(home, Duration.ofSeconds(10))) {
                TestKeys.createOrRead(home.testKeys(), MintmarkCommand.clock().instant(), MintmarkCommand.random());
            }
            System.out.println("test keys: " + home.testKeys());
            return ExitCode.DONE.number();
        }
    }
}
