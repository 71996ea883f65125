package dev.mintmark.keys;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * The orders' keys: one file each, wrapped by the site's key, outside the database. The file is one line,
 * {@code mintmark-order-key-v1 <base64>}; two while the site's key is being replaced ({@link SiteKeyRotation}), either of which
 * opens.
 */
public final class OrderKeys {
    /** Of the files' names, behind the order's id. */
    static final String ENDING = ".key";

    private static final String PREFIX = "mintmark-order-key-v1 ";

    private final Path folder;
    private final SiteKey siteKey;
    private final SecureRandom random;

    public OrderKeys(Path folder, SiteKey siteKey, SecureRandom random) {
        this.folder = folder;
        this.siteKey = siteKey;
        this.random = random;
    }

    /**
     * Makes the order's key, or reads the one there is: a run may have been cut short between key and ledger.
     *
     * @param started whether the ledger knows the order: then its key must be there
     */
    public SecretBytes createOrRead(OrderId order, boolean started) throws IOException {
        if (started || Files.exists(file(order))) {
            return read(order);
        }
        byte[] fresh = new byte[ModuleSecrets.ORDER_KEY_LENGTH];
        random.nextBytes(fresh);
        SecretBytes key = SecretBytes.wrap(fresh);
        try {
            DurableFiles.createFolders(folder, Access.OWNER);
            write(file(order), line(siteKey, order, key));
            return key;
        } catch (IOException | RuntimeException e) {
            key.close();
            throw e;
        }
    }

    /** Wraps a key under site keys, each of which then opens it, in the place of what its file held. */
    static void wrap(Path folder, OrderId order, SecretBytes key, List<Path> siteKeys, SecureRandom random)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path file : siteKeys) {
            try (SiteKey siteKey = SiteKey.read(file, random)) {
                lines.append(line(siteKey, order, key));
            }
        }
        write(file(folder, order), lines.toString());
    }

    private static String line(SiteKey siteKey, OrderId order, SecretBytes key) {
        return PREFIX + siteKey.wrap(order, key) + "\n";
    }

    private static void write(Path file, String lines) throws IOException {
        DurableFiles.write(file, lines.getBytes(StandardCharsets.US_ASCII), Access.OWNER);
    }

    /** Whether the site's key opens it and no other does. */
    boolean isWrappedByThisAlone(OrderId order) throws IOException {
        if (lines(order).size() != 1) {
            return false;
        }
        try (SecretBytes key = read(order)) {
            return true;
        } catch (FaultException e) {
            return false;
        }
    }

    /**
     * @throws FaultException if the key is not there, open to others, or was wrapped by another site key
     */
    public SecretBytes read(OrderId order) throws IOException {
        String refused = "not in the form of an order's key";
        for (String line : lines(order)) {
            try {
                if (line.startsWith(PREFIX)) {
                    return siteKey.unwrap(order, line.substring(PREFIX.length()));
                }
            } catch (IllegalArgumentException e) {
                refused = e.getMessage();
            }
        }
        throw new FaultException(
                file(order).toString(),
                "the order's key does not open: " + refused,
                "check site-key in the site; without the right one this order can never be made again");
    }

    private List<String> lines(OrderId order) throws IOException {
        KeyFile.requirePrivate(file(order));
        return new String(Files.readAllBytes(file(order)), StandardCharsets.US_ASCII)
                .lines()
                .toList();
    }

    /**
     * Unlinks an order's key for good. Overwriting it first would reach neither the blocks that a file system or a drive put
     * aside nor any copy.
     *
     * @param folder where the orders' keys lie
     */
    public static void destroy(Path folder, OrderId order) throws IOException {
        if (Files.isDirectory(folder)) {
            Path file = file(folder, order);
            Files.deleteIfExists(DurableFiles.unfinished(file));
            Files.deleteIfExists(file);
            DurableFiles.syncFolder(folder);
        }
    }

    private Path file(OrderId order) {
        return file(folder, order);
    }

    private static Path file(Path folder, OrderId order) {
        return folder.resolve(order.value() + ENDING);
    }
}
