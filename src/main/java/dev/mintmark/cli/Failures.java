package dev.mintmark.cli;

import dev.mintmark.delivery.DeliveryException;
import dev.mintmark.input.Fault;
import dev.mintmark.input.FaultException;
import dev.mintmark.job.HomeBusyException;
import dev.mintmark.job.RunFailedException;
import dev.mintmark.store.LedgerBusyException;
import dev.mintmark.store.LedgerUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/**
 * How things that went wrong are told: on standard error, {@code mintmark: what failed}, then a hint. A stack trace only with
 * {@code MINTMARK_TRACE=1}.
 */
final class Failures {
    /** What an opener would be told, to ask the maker, helps nobody here. */
    private static final String AT_THE_MAKER =
            "restore this delivery's folder from a backup, or move it away if it was handed over whole";

    private Failures() {}

    static int onParameters(CommandLine.ParameterException e, String[] arguments) {
        say(WrongCommandLine.of(e));
        return ExitCode.WRONG.number();
    }

    static int onException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        MintmarkCommand mintmark =
                (MintmarkCommand) command.getCommandSpec().root().userObject();
        return tell(e, mintmark.home().root()).number();
    }

    /** Tells a failure at a home and says what it means for the exit code. */
    static ExitCode tell(Exception e, Path home) {
        if (System.getenv("MINTMARK_TRACE") != null) {
            e.printStackTrace();
        }
        if (e instanceof FaultException wrong) {
            wrong.faults().forEach(Failures::say);
            return ExitCode.WRONG;
        }
        if (e instanceof DeliveryException refused) {
            refused.faults().forEach(Failures::say);
            return ExitCode.FAILED;
        }
        if (e instanceof HomeBusyException || e instanceof LedgerBusyException) {
            say(e.getMessage(), "wait for it, or look how far it is: mintmark status");
            return ExitCode.FAILED;
        }
        if (e instanceof LedgerUnavailableException) {
            say(e.getMessage(), "nothing is lost; once it is up, run it again");
            return ExitCode.FAILED;
        }
        if (e instanceof UncheckedIOException wrapper) {
            return tell(wrapper.getCause(), home);
        }
        Optional<Path> full = FullDisk.behind(e, home);
        if (full.isPresent()) {
            String which = e instanceof RunFailedException ? e.getMessage() + ": " : "";
            say(which + "the disk is full: " + full.get(), "make room there and run it again; nothing is lost");
            return ExitCode.FAILED;
        }
        if (e instanceof RunFailedException failed) {
            Throwable cause = failed.getCause();
            while (cause != null && cause.getCause() != null && !(cause instanceof DeliveryException)) {
                cause = cause.getCause();
            }
            if (cause instanceof DeliveryException refused) {
                refused.faults().forEach(fault -> say(fault.where() + ": " + fault.what(), AT_THE_MAKER));
            }
            String why = cause == null || cause instanceof DeliveryException ? "" : ": " + describe(cause);
            say(failed.getMessage() + why, "nothing is lost; mend the cause and run it again");
            return ExitCode.FAILED;
        }
        if (e instanceof FileSystemException file && file.getFile() != null) {
            say(
                    describe(file),
                    "the account that runs mintmark must be able to write there; or choose another home: --home DIR");
            return ExitCode.FAILED;
        }
        say(describe(e), "MINTMARK_TRACE=1 shows where; nothing that was issued is lost");
        return ExitCode.FAILED;
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + reason(file);
        }
        if (cause instanceof IOException && message != null) {
            return cause.getClass().getSimpleName() + ": " + message;
        }
        return message == null ? cause.getClass().getName() : message;
    }

    /** The JDK gives the commonest reasons by the class alone. */
    private static String reason(FileSystemException file) {
        if (file instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = file.getReason();
        return reason == null ? file.getClass().getSimpleName() : reason.toLowerCase(Locale.ROOT);
    }

    private static void say(Fault fault) {
        PrintStream out = System.err;
        out.println("mintmark: " + fault.text());
    }

    private static void say(String what, String hint) {
        say(new Fault("", what, hint));
    }
}
