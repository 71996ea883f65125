package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.inspect.Inspection;
import dev.mintmark.inspect.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mintmark inspect}: shows a file. Exit code 5 if something in it is not as it must be. */
@Command(
        name = "inspect",
        description =
                "Shows any file of the trade as a person reads it: what it is, told by its content, and what it holds. "
                        + "Compares nothing and changes nothing.")
final class InspectCommand implements Callable<Integer> {
    private static final String BUNDLE = "bundle.json";
    private static final int LARGEST_KEYS = 4096;

    @Parameters(paramLabel = "FILE", description = "The file, or the folder of a delivery.")
    private Path file;

    @Option(
            names = "--keys",
            paramLabel = "KEYFILE",
            description =
                    "Keys of an encrypted NVS image: its keys partition, both keys in 64 bytes, or the chip's HMAC key "
                            + "in 32.")
    private Path keys;

    @Option(names = "--secrets", description = "Shows private keys in images too.")
    private boolean secrets;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path named = Files.isDirectory(file) ? file.resolve(BUNDLE) : file;
        if (Files.isDirectory(file) && !Files.exists(named)) {
            throw new FaultException(file.toString(), "is a folder without a delivery in it", "name a file in it");
        }
        byte[] content = read(named, Inspector.LARGEST, "such a large file");
        Inspection inspection;
        try (Inspector inspector = inspector()) {
            inspection = inspector
                    .inspect(content)
                    .orElseThrow(() -> new FaultException(
                            named.toString(),
                            "is no file that mintmark or Espressif's tools make",
                            "docs/inspect.md lists them"));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
        System.out.print(json ? InspectionJson.of(named, inspection) : InspectionText.of(named, inspection));
        return (inspection.problems().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS).number();
    }

    private static byte[] read(Path file, int largest, String what) throws IOException {
        try {
            if (Files.size(file) > largest) {
                throw new FaultException(file.toString(), "%s is not read".formatted(what), "is this the right file?");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new FaultException(file.toString(), "there is no such file", "check the name and the folder");
        }
    }

    private Inspector inspector() throws IOException {
        if (keys == null) {
            return new Inspector(secrets);
        }
        byte[] content = read(keys, LARGEST_KEYS, "a key file of more than 4096 bytes");
        try {
            return Inspector.withKeys(content, secrets);
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    keys.toString(),
                    e.getMessage(),
                    "a keys partition of 4096 bytes, both keys in 64, or an HMAC key in 32");
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}
