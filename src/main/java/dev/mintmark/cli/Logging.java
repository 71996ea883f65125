package dev.mintmark.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.mintmark.input.FileSafe;
import java.io.File;
import java.util.Map;

/**
 * What libraries say of themselves, on standard error: standard output is for results. Found by Logback as a service. Not an XML
 * file, whose reading takes a tenth of a second at each start; the file that
 * {@code -Dlogback.configurationFile} names goes first.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String CONFIGURATION = "logback.configurationFile";

    /** A message is one line, whatever it quotes. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{20}"
            + " %replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+', ' '}%n%nopex";

    private static final Map<String, Level> LEVELS = Map.of(
            // warns of every H2 newer than its own tests
            "org.flywaydb.core.internal.database.base.Database", Level.ERROR,
            // what fails is told once, by the command
            "org.flywaydb.core.internal.command.DbMigrate", Level.OFF,
            "org.flywaydb.core.internal.jdbc", Level.OFF,
            "org.springframework.batch.core.job", Level.OFF,
            "org.springframework.batch.core.step", Level.OFF,
            "org.springframework.transaction", Level.OFF,
            // a font or a sheet that is damaged is told once, as a fault or a finding
            "org.apache.fontbox", Level.OFF,
            "org.apache.pdfbox", Level.OFF);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String wanted = System.getProperty(CONFIGURATION);
        if (wanted != null && new File(wanted).isFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setPattern(PATTERN);
        lines.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(context);
        standardError.setName("stderr");
        standardError.setTarget(ConsoleTarget.SystemErr.getName());
        standardError.setEncoder(lines);
        standardError.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(standardError);
        LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
        if (wanted != null) {
            // left to itself, Logback would tell everything, and on standard output
            System.err.printf(
                    "mintmark: there is no file \"%s\", which -D%s names%n", FileSafe.printable(wanted), CONFIGURATION);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
