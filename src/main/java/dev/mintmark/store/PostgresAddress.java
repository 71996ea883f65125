package dev.mintmark.store;

import dev.mintmark.input.FaultException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Which PostgreSQL database holds the ledger, as the environment says. Has no text form but {@link #name}: URL and password are
 * for the driver only.
 */
final class PostgresAddress {
    static final String URL = "MINTMARK_LEDGER_URL";
    static final String USER = "MINTMARK_LEDGER_USER";
    static final String PASSWORD = "MINTMARK_LEDGER_PASSWORD";
    private static final String PREFIX = "jdbc:postgresql:";

    private final String url;
    private final String user;
    private final Optional<String> password;

    private PostgresAddress(String url, String user, Optional<String> password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Nothing if the environment names no database. */
    static Optional<PostgresAddress> of(Map<String, String> environment) {
        String url = environment.getOrDefault(URL, "").strip();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.startsWith(PREFIX) || url.length() == PREFIX.length()) {
            throw new FaultException(
                    URL, "names no PostgreSQL database", "write it as jdbc:postgresql://HOST:5432/DATABASE");
        }
        String settings = url.substring(endOfName(url)).toLowerCase(Locale.ROOT);
        if (settings.contains("password=") || url.substring(0, endOfName(url)).contains("@")) {
            throw new FaultException(URL, "holds a password", "it has a variable of its own: " + PASSWORD);
        }
        return Optional.of(new PostgresAddress(
                url, environment.getOrDefault(USER, "mintmark"), Optional.ofNullable(environment.get(PASSWORD))));
    }

    private static int endOfName(String url) {
        int settings = url.indexOf('?');
        return settings < 0 ? url.length() : settings;
    }

    /** As people are told it: without the driver's settings. */
    String name() {
        return url.substring("jdbc:".length(), endOfName(url));
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    /** What the driver is told beside the URL. */
    Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("user", user);
        password.ifPresent(text -> settings.setProperty("password", text));
        settings.setProperty("ApplicationName", "mintmark");
        settings.setProperty("connectTimeout", "10");
        settings.setProperty("tcpKeepAlive", "true");
        // a text that comes as VARCHAR is compared with a CHAR column as text, past the column's index
        settings.setProperty("stringtype", "unspecified");
        settings.setProperty("reWriteBatchedInserts", "true");
        return settings;
    }
}
