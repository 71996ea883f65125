package dev.mintmark.keys;

import dev.mintmark.input.FaultException;
import dev.mintmark.site.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the passwords of key files where the site says they are. */
public record Passwords(Map<String, String> environment) {
    /**
     * @throws FaultException if the file or the variable is not there, or others can read the file
     */
    public Optional<char[]> of(Optional<PasswordSource> source) {
        return source.map(from -> {
            if (from instanceof PasswordSource.InFile file) {
                return firstLine(file.file());
            }
            String variable = ((PasswordSource.InEnvironment) from).variable();
            String value = environment.get(variable);
            if (value == null) {
                throw new FaultException(
                        "",
                        "the environment has no variable %s".formatted(variable),
                        "password-env in the site names it");
            }
            return value.toCharArray();
        });
    }

    private static char[] firstLine(Path file) {
        KeyFile.requirePrivate(file);
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? new char[0] : lines.get(0).toCharArray();
        } catch (IOException e) {
            throw new FaultException(
                    file.toString(), "the password file cannot be read", "UTF-8 text, the password in its first line");
        }
    }

    @Override
    public String toString() {
        return "passwords";
    }
}
