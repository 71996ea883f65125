package dev.mintmark.site;

import java.nio.file.Path;

/** Where the password of a key file is found; the password itself never stands in the site file. */
public sealed interface PasswordSource {
    /** The file's first line. */
    record InFile(Path file) implements PasswordSource {}

    /**
     * @param variable name of an environment variable
     */
    record InEnvironment(String variable) implements PasswordSource {
        public InEnvironment {
            // not quoted: people put the password itself here
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("password-env is not the name of an environment variable");
            }
        }
    }
}
