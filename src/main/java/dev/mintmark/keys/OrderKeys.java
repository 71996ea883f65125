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

/**
 * The orders' keys: one file each, wrapped by the site's key, outside the database. The file is one line,
 * {@code mintmark-order-key-v1 <base64>}.
 */
public final class OrderKeys {
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
        DurableFiles.createFolders(folder, Access.OWNER);
        String line = PREFIX + siteKey.wrap(order, key) + "\n";
        DurableFiles.write(file(order), line.getBytes(StandardCharsets.US_ASCII), Access.OWNER);
        return key;
    }

    /**
     * @throws FaultException if the key is not there, open to others, or was wrapped by another site key
     */
    public SecretBytes read(OrderId order) throws IOException {
        Path file = file(order);
        KeyFile.requirePrivate(file);
        String line = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
        try {
            if (!line.startsWith(PREFIX)) {
                throw new IllegalArgumentException("not in the form of an order's key");
            }
            return siteKey.unwrap(order, line.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    file.toString(),
                    "the order's key does not open: " + e.getMessage(),
                    "check site-key in the site; without the right one this order can never be made again");
        }
    }

    private Path file(OrderId order) {
        return folder.resolve(order.value() + ".key");
    }
}
