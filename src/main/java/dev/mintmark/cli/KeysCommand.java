package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.Home;
import dev.mintmark.job.HomeLock;
import dev.mintmark.keys.SiteKeyRotation;
import dev.mintmark.keys.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code mintmark keys}: keys of the site. */
@Command(name = "keys", description = "Keys of the site.", subcommands = KeysCommand.RotateSite.class)
final class KeysCommand extends CommandGroup {
    /** {@code mintmark keys rotate-site}: wraps every order's key under another site key. */
    @Command(
            name = "rotate-site",
            description =
                    "Puts another site key in the place of the site's (or the test keys'), and wraps every order's "
                            + "key of this home under it. The old one remains beside it, as FILE.old. Safe to kill and repeat.")
    static final class RotateSite implements Callable<Integer> {
        @ParentCommand
        private KeysCommand keys;

        @Option(
                names = "--new",
                paramLabel = "FILE",
                description = "The new key, 64 hex digits (default: a fresh one). It is copied.")
        private Path given;

        @Override
        public Integer call() throws Exception {
            Home home = keys.mintmark().home();
            Optional<Path> named = keys.mintmark().site().siteKey();
            if (!Files.isDirectory(home.keys())) {
                throw new FaultException(
                        home.root().toString(), "no order has been started here", "name the home: --home DIR");
            }
            try (HomeLock held = HomeLock.acquire(home, Duration.ofSeconds(10))) {
                Path siteKey =
                        named.orElseGet(() -> TestKeys.read(home.testKeys()).siteKey());
                tell(new SiteKeyRotation(home.keys(), siteKey, MintmarkCommand.random())
                        .rotate(Optional.ofNullable(given)));
            }
            return ExitCode.DONE.number();
        }

        private static void tell(SiteKeyRotation.Rotated rotated) {
            System.out.printf(
                    "%s is the new site key; it wraps %d %s%n",
                    rotated.siteKey(), rotated.orders(), rotated.orders() == 1 ? "order's key" : "orders' keys");
            rotated.old()
                    .ifPresent(old -> System.out.printf(
                            "%s is the old one: backups made until now need it; destroy it with them%n"
                                    + "  other homes with this site key: repeat this for each, with --home, before%n",
                            old));
        }
    }
}
