package dev.mintmark.delivery;

import dev.mintmark.order.FlashLayout;
import dev.mintmark.order.FlashPart;
import dev.mintmark.order.ModuleId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What esptool is told to write of a module, {@code esptool write_flash @flash_args} in the module's folder: {@code 0x3e0000
 * 7cdfa1000001-partition.bin} a line, and last, where the chips' flash encryption is on, {@code --encrypt-files} with those
 * that are to be encrypted on the way.
 */
public final class FlashArgs {
    private static final String ENCRYPT = "--encrypt-files ";

    private FlashArgs() {}

    static byte[] write(FlashLayout layout, ModuleId module) {
        List<String> plain = new ArrayList<>();
        List<String> encrypted = new ArrayList<>();
        line(layout, layout.factory(), ModuleFile.PARTITION, module, plain, encrypted);
        layout.keys().ifPresent(part -> line(layout, part, ModuleFile.KEYS_PARTITION, module, plain, encrypted));
        layout.secureCert().ifPresent(part -> line(layout, part, ModuleFile.SECURE_CERT, module, plain, encrypted));
        if (!encrypted.isEmpty()) {
            plain.add(ENCRYPT + String.join(" ", encrypted));
        }
        return (String.join("\n", plain) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(
            FlashLayout layout,
            FlashPart part,
            ModuleFile file,
            ModuleId module,
            List<String> plain,
            List<String> encrypted) {
        String path = file.path(module);
        String line = "0x%x %s".formatted(part.offset(), path.substring(path.lastIndexOf('/') + 1));
        (layout.encryption() && part.encrypted() ? encrypted : plain).add(line);
    }

    /**
     * The files that are named, each by its name.
     *
     * @throws IllegalArgumentException if it is not of the form that {@link #write} gives it
     */
    public static List<String> read(byte[] content) {
        List<String> files = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.US_ASCII).split("\n")) {
            String pairs = line.startsWith(ENCRYPT) ? line.substring(ENCRYPT.length()) : line;
            if (!pairs.matches("0x[0-9a-f]{1,8} [a-z0-9_.-]+(?: 0x[0-9a-f]{1,8} [a-z0-9_.-]+)*")) {
                throw new IllegalArgumentException("a line is not of offsets and files");
            }
            String[] words = pairs.split(" ");
            for (int i = 1; i < words.length; i += 2) {
                files.add(words[i]);
            }
        }
        return files;
    }
}
