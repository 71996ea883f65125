package dev.mintmark.delivery;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files of a delivery's folder. */
final class DeliveryFile {
    /** Every other file; signed by {@link #SIGNATURE}. */
    static final String LIST = "SHA256SUMS";

    static final String SIGNATURE = "SHA256SUMS.p7s";
    static final String BUNDLE = "bundle.json";
    /** What each lot decrypts to. */
    static final String PLAINTEXT = "PLAINTEXT.sha256";

    static final String INSTRUCTIONS = "VERIFY.txt";

    /** Checkpoint and proofs of the log lie in this folder. */
    static final String LOG = "log";

    static final String CHECKPOINT = LOG + "/checkpoint";
    static final String LOG_SIGNER = LOG + "/log-signer.crt.pem";

    /** Ends the name of what is a link, a device or a pipe; no name on a list ends so. */
    static final String NO_FILE = " (no file)";

    private static final Pattern IN_LOG = Pattern.compile(LOG + "/[A-Za-z0-9_][A-Za-z0-9._-]*");

    /** All but lots and log: what {@link DeliveryFolder} makes. */
    static final List<String> WRITTEN_LAST = List.of(BUNDLE, PLAINTEXT, INSTRUCTIONS, LIST, SIGNATURE);

    private DeliveryFile() {}

    /** Whether a file of that name has a place in a delivery. */
    static boolean isKnown(String name) {
        return WRITTEN_LAST.contains(name)
                || LotNumber.ofSealedFile(name).isPresent()
                || (IN_LOG.matcher(name).matches() && !name.endsWith(DurableFiles.UNFINISHED));
    }

    /** What proves that a lot's DACs are in the log. */
    static String inclusion(LotNumber lot) {
        return "%s/%s.inclusion.json".formatted(LOG, lot.folder());
    }

    /**
     * All that lies in {@code folder}, with slashes between names; what is no plain file ends in {@link #NO_FILE}.
     */
    static SortedSet<String> present(Path folder) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                names.add(attributes.isRegularFile() ? name : name + NO_FILE);
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }

    /** SHA-256 of a file of any size. */
    static Bytes sha256(Path file) throws IOException {
        MessageDigest digest = Bytes.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Bytes.of(digest.digest());
    }
}
