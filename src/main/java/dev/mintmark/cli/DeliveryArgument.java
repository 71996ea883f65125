package dev.mintmark.cli;

import dev.mintmark.input.FaultException;
import dev.mintmark.job.OrderFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a person names as a delivery: the order's, above it, is the usual mistake. */
final class DeliveryArgument {
    private DeliveryArgument() {}

    /**
     * @throws FaultException if there is no such folder, or it is an order's
     */
    static Path require(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            throw new FaultException(
                    named.toString(),
                    Files.exists(named) ? "is no folder" : "there is no such folder",
                    "a delivery is a folder, such as output/PO-1001/deliveries/0001");
        }
        List<Path> within = deliveries(named);
        if (!Files.exists(named.resolve("SHA256SUMS")) && !within.isEmpty()) {
            throw new FaultException(
                    named.toString(),
                    "holds deliveries, and is none itself",
                    "name one of them: %s".formatted(within.get(within.size() - 1)));
        }
        return named;
    }

    /** Of an order's folder, or of the one that holds its deliveries; those that are whole. */
    private static List<Path> deliveries(Path named) throws IOException {
        Path below = new OrderFolder(named).deliveries();
        try (Stream<Path> in = Files.list(Files.isDirectory(below) ? below : named)) {
            return in.filter(path -> path.getFileName().toString().matches("[0-9]{4}") && Files.isDirectory(path))
                    .sorted()
                    .toList();
        }
    }
}
