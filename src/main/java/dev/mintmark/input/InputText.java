package dev.mintmark.input;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a file that people or other systems wrote: UTF-8, with or without byte order mark, of limited size. */
public final class InputText {
    private InputText() {}

    /**
     * @param limit greatest size in bytes
     * @return empty if the file could not be read, which is then among {@code faults}
     */
    public static Optional<String> read(Path file, long limit, Faults faults) {
        try {
            if (Files.isDirectory(file)) {
                faults.add(file.toString(), "is a folder, not a file", "name the file in it");
                return Optional.empty();
            }
            if (Files.size(file) > limit) {
                faults.add(file.toString(), "is larger than %d bytes".formatted(limit), "is this the right file?");
                return Optional.empty();
            }
            String text = Files.readString(file);
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            faults.add(file.toString(), "there is no such file", "check the name and the folder");
        } catch (CharacterCodingException e) {
            faults.add(file.toString(), "is not UTF-8 text", "save it as UTF-8 (Excel: \"CSV UTF-8\")");
        } catch (IOException e) {
            faults.add(
                    file.toString(),
                    "cannot be read (%s)".formatted(e.getClass().getSimpleName()),
                    "check its permissions");
        }
        return Optional.empty();
    }
}
