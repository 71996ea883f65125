package dev.mintmark.keys;

import dev.mintmark.input.FaultException;
import dev.mintmark.site.PasswordSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
            byte[] content = Files.readAllBytes(file);
            CharBuffer text = CharBuffer.allocate(content.length);
            try {
                CoderResult decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), text, true);
                if (decoded.isError()) {
                    decoded.throwException();
                }
                int end = 0;
                while (end < text.position() && text.get(end) != '\n' && text.get(end) != '\r') {
                    end++;
                }
                return Arrays.copyOf(text.array(), end);
            } finally {
                Arrays.fill(content, (byte) 0);
                Arrays.fill(text.array(), '\0');
            }
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
