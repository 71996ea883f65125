package dev.mintmark.csr;

import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What lies where an order says that its submissions are. */
public final class Submissions {
    /** Names under which clients upload what is not whole yet. */
    private static final List<String> UNDER_WAY = List.of(".part", ".tmp", ".filepart");

    private Submissions() {}

    /** As {@link #list(Path, List)}, of submissions that nobody signs. */
    public static List<Submission> list(Path place) {
        return list(place, List.of());
    }

    /**
     * The submissions at {@code place}: itself if it is a file; if it is a folder, each file and folder in it, by name. Hidden
     * ones and uploads under way ({@code .part}, {@code .tmp}, {@code .filepart}) are left for later.
     *
     * @param signers of whom one must have signed each submission; empty if none is to be signed
     * @return empty if nothing is there yet
     * @throws FaultException if the folder cannot be read
     */
    public static List<Submission> list(Path place, List<X509Certificate> signers) {
        return list(place, ReadLimits.STANDARD, signers);
    }

    static List<Submission> list(Path place, ReadLimits limits, List<X509Certificate> signers) {
        if (!Files.isDirectory(place)) {
            boolean there = Files.exists(place) || Files.isSymbolicLink(place);
            return there ? List.of(new Submission(place, limits, signers)) : List.of();
        }
        try (Stream<Path> children = Files.list(place)) {
            return children.filter(child -> !isIgnored(child))
                    .map(child -> new Submission(child, limits, signers))
                    .sorted(Comparator.comparingInt(Submission::announcedSequence)
                            .thenComparing(child -> child.path().getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new FaultException(
                    place.toString(), "the folder of submissions cannot be read", "check its owner and mode");
        }
    }

    static boolean isIgnored(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.startsWith(".") || UNDER_WAY.stream().anyMatch(name::endsWith);
    }
}
