package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LoggingTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void captured(Runnable work) {
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            work.run();
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }

    @Test
    void aLibrarysWarningIsOneLineOnStandardErrorAndItsChatterIsNotTold() {
        captured(() -> {
            Logger library = LoggerFactory.getLogger("org.example.Library");
            library.warn("two\nlines\u001B[31m and\u2028more", new IllegalStateException("not shown"));
            library.info("chatter");
            LoggerFactory.getLogger("org.springframework.batch.core.step.Any").error("told by the command");
        });

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  org\\.example\\.Library"
                        + " two lines \\[31m and more\\R");
    }

    /** Logback by itself would then tell everything, on standard output. */
    @Test
    void aConfigurationThatIsNotThereIsToldAndChangesNothing() {
        LoggerContext context = new LoggerContext();
        System.setProperty("logback.configurationFile", "not-there.xml");
        try {
            captured(() -> {
                new Logging().configure(context);
                context.getLogger("org.example").debug("chatter");
            });
        } finally {
            System.clearProperty("logback.configurationFile");
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("mintmark: there is no file \"not-there.xml\", which -Dlogback.configurationFile names%n"
                        .formatted());
    }
}
