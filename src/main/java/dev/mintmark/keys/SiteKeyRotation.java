package dev.mintmark.keys;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.FileSafe;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts another site key in the place of a home's, and wraps every order's key anew. Three rounds of single writes: each order's
 * key under both site keys; the new site key into its place; each order's key under the new one alone. So after any write
 * whichever site key is in place opens every order, and a rotation that was killed is ended by starting it again. The caller
 * holds the home.
 */
public final class SiteKeyRotation {
    private final Path keys;
    private final Path inPlace;
    private final Path next;
    private final Path old;
    private final SecureRandom random;

    /**
     * @param keys folder of the orders' keys
     * @param siteKey the site key's file; the new key lies beside it as {@code .next}, the old one remains as {@code .old}
     */
    public SiteKeyRotation(Path keys, Path siteKey, SecureRandom random) throws IOException {
        KeyFile.requirePrivate(siteKey);
        this.keys = keys;
        // a link stays one, and its target is what is replaced
        this.inPlace = siteKey.toRealPath();
        this.next = inPlace.resolveSibling(inPlace.getFileName() + ".next");
        this.old = inPlace.resolveSibling(inPlace.getFileName() + ".old");
        this.random = random;
    }

    /**
     * @param orders whose keys are wrapped by the key now in place, and by no other
     * @param old file of the key that was replaced, if it is still there
     */
    public record Rotated(int orders, Path siteKey, Optional<Path> old) {}

    /** A write that is whole or not at all. */
    interface Write {
        void run() throws IOException;
    }

    /**
     * @param given file with the new key; a fresh one is made if empty
     * @throws FaultException if a key does not open, or an older rotation's key still lies there: nothing was replaced then
     */
    public Rotated rotate(Optional<Path> given) throws IOException {
        List<Write> writes = writes(given);
        for (Write write : writes) {
            write.run();
        }
        return new Rotated(orders().size(), inPlace, Optional.of(old).filter(Files::exists));
    }

    /** What is left to do, in its order. All keys were opened when this returns. */
    List<Write> writes(Optional<Path> given) throws IOException {
        List<Write> writes = new ArrayList<>();
        boolean replaced = Files.exists(old) && Files.notExists(next);
        if (replaced) {
            List<OrderId> left = leftBehind();
            if (left.isEmpty()) {
                throw new FaultException(
                        old.toString(),
                        "the site key was replaced already, and its old one still lies here",
                        "destroy it, or keep it elsewhere for old backups; then the key can be replaced again");
            }
            given.ifPresent(this::requireInPlace);
            left.forEach(order -> writes.add(() -> wrap(order, List.of(inPlace))));
            return writes;
        }
        prepare(given);
        for (OrderId order : orders()) {
            opened(order, List.of(inPlace, next)).close();
            writes.add(() -> wrap(order, List.of(inPlace, next)));
        }
        writes.add(() -> copy(inPlace, old));
        writes.add(() -> DurableFiles.publish(next, inPlace));
        orders().forEach(order -> writes.add(() -> wrap(order, List.of(inPlace))));
        return writes;
    }

    /** The new key lies beside the old one, before anything depends on it. */
    private void prepare(Optional<Path> given) throws IOException {
        if (given.isPresent()) {
            try (SiteKey now = SiteKey.read(inPlace, random);
                    SiteKey key = SiteKey.read(given.get(), random)) {
                if (key.isSame(now)) {
                    throw new FaultException(given.get().toString(), "is the site key already", "name another");
                }
            }
        }
        if (Files.exists(next)) {
            // of a rotation that was killed: order keys may hang on it
            given.ifPresent(file -> requireSame(file, next));
        } else if (given.isPresent()) {
            copy(given.get(), next);
        } else {
            writeAndWipe(next, SiteKey.generate(random));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        writeAndWipe(to, Files.readAllBytes(from));
    }

    private static void writeAndWipe(Path file, byte[] key) throws IOException {
        try {
            DurableFiles.write(file, key, Access.OWNER);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void requireInPlace(Path given) {
        requireSame(given, inPlace);
    }

    private void requireSame(Path given, Path begun) {
        try (SiteKey key = SiteKey.read(given, random);
                SiteKey other = SiteKey.read(begun, random)) {
            if (!key.isSame(other)) {
                throw new FaultException(
                        given.toString(),
                        "is another key than the one that a rotation was begun with, " + begun,
                        "end that one first: mintmark keys rotate-site without --new");
            }
        }
    }

    /** Orders whose keys are not wrapped by the key in place alone: of a rotation that was killed, or another home's. */
    private List<OrderId> leftBehind() throws IOException {
        List<OrderId> left = new ArrayList<>();
        try (SiteKey key = SiteKey.read(inPlace, random)) {
            OrderKeys wrapped = new OrderKeys(keys, key, random);
            for (OrderId order : orders()) {
                if (!wrapped.isWrappedByThisAlone(order)) {
                    opened(order, List.of(inPlace, old)).close();
                    left.add(order);
                }
            }
        }
        return left;
    }

    private void wrap(OrderId order, List<Path> under) throws IOException {
        try (SecretBytes key = opened(order, List.of(inPlace, next, old))) {
            OrderKeys.wrap(keys, order, key, under, random);
        }
    }

    private SecretBytes opened(OrderId order, List<Path> siteKeys) throws IOException {
        FaultException refused = null;
        for (Path file : siteKeys) {
            if (Files.exists(file)) {
                try (SiteKey key = SiteKey.read(file, random)) {
                    return new OrderKeys(keys, key, random).read(order);
                } catch (FaultException e) {
                    refused = refused == null ? e : refused;
                }
            }
        }
        throw refused;
    }

    private List<OrderId> orders() throws IOException {
        if (Files.notExists(keys)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(keys)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(OrderKeys.ENDING))
                    .sorted()
                    .map(name -> order(name.substring(0, name.length() - OrderKeys.ENDING.length())))
                    .toList();
        }
    }

    private OrderId order(String name) {
        try {
            return new OrderId(name);
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    keys.toString(),
                    "\"%s\" is no order's key".formatted(FileSafe.printable(name + OrderKeys.ENDING)),
                    "move it elsewhere");
        }
    }
}
