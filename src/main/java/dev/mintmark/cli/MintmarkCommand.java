package dev.mintmark.cli;

import dev.mintmark.job.Home;
import dev.mintmark.job.Version;
import dev.mintmark.site.Site;
import dev.mintmark.site.SiteFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code mintmark}: what all verbs share. Their options may stand before or after the verb. */
@Command(
        name = "mintmark",
        description = "Makes what a contract factory needs to build genuine Matter devices.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; also when an order waits or stays open",
            "1:failed, nothing lost",
            "2:the order, the site or the command line is wrong",
            "3:stopped; the next run goes on",
            "4:done, but some input was refused",
            "5:findings"
        })
public final class MintmarkCommand implements Runnable {
    private static final Path DEFAULT_SITE = Path.of("jobs", "site.yaml");

    /** In the order of the help. */
    private static final List<Verb> VERBS = List.of(
            new Verb("run", RunCommand::new),
            new Verb("status", StatusCommand::new),
            new Verb("simulate", SimulateCommand::new),
            new Verb("open", OpenCommand::new),
            new Verb("check", CheckCommand::new),
            new Verb("inspect", InspectCommand::new),
            new Verb("report", ReportCommand::new),
            new Verb("reconcile", ReconcileCommand::new),
            new Verb("trace", TraceCommand::new),
            new Verb("evidence", EvidenceCommand::new),
            new Verb("close", CloseCommand::new),
            new Verb("backup", BackupCommand::new),
            new Verb("recover", RecoverCommand::new),
            new Verb("keys", KeysCommand::new),
            new Verb("audit", AuditCommand::new),
            new Verb("pki", PkiCommand::new),
            new Verb("ledger", LedgerCommand::new));

    private record Verb(String name, Supplier<Object> command) {}

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            defaultValue = "${env:MINTMARK_HOME:-output}",
            description = "Ledger, keys and results (or MINTMARK_HOME; default: output).")
    private Path home;

    @Option(
            names = "--site",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Issuers, factories and signers (default: jobs/site.yaml).")
    private Path site;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "No progress on standard error.")
    private boolean quiet;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Map<String, String> environment;

    private MintmarkCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Where the ledger's database, and passwords, are named. */
    Map<String, String> environment() {
        return environment;
    }

    Home home() {
        return new Home(home);
    }

    /** The site named; the default one may be missing, and then knows {@code test} only. */
    Site site() {
        return site == null ? SiteFile.readIfPresent(DEFAULT_SITE) : SiteFile.read(site);
    }

    boolean quiet() {
        return quiet;
    }

    /** The time that everything goes by; no other place asks the system for it. */
    static Clock clock() {
        return Clock.systemUTC();
    }

    /** The randomness that every key, nonce and seal is made of; no other place makes any. */
    static SecureRandom random() {
        return new SecureRandom();
    }

    /** Without a verb: what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
    }

    /** Parses and runs a command line, and gives the exit code. */
    public static int execute(String... arguments) {
        return execute(System.getenv(), arguments);
    }

    /** As {@link #execute(String...)}, with other variables than the process has. */
    public static int execute(Map<String, String> environment, String... arguments) {
        return parser(environment, arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Failures::onException)
                .setParameterExceptionHandler(Failures::onParameters)
                .execute(arguments);
    }

    /** What parses a command line; without arguments, any. */
    public static CommandLine parser(Map<String, String> environment, String... arguments) {
        CommandLine command = new CommandLine(new MintmarkCommand(environment));
        verbs(arguments).forEach(verb -> command.addSubcommand(verb.command().get()));
        tellVersion(command);
        return command;
    }

    /**
     * The one that the line begins with, if it does: no other can follow. To look through the classes of all others takes a seventh of
     * a second at each start.
     */
    private static List<Verb> verbs(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Verb> named =
                VERBS.stream().filter(verb -> verb.name().equals(first)).toList();
        return named.isEmpty() ? VERBS : named;
    }

    /** Not by annotation: picocli then asks for the text at every start, and the text tries what signs and verifies here. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new VersionText());
        command.getSubcommands().values().forEach(MintmarkCommand::tellVersion);
    }

    private static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return Stream.concat(Stream.of("mintmark " + Version.current()), Version.engines().stream())
                    .toArray(String[]::new);
        }
    }
}
