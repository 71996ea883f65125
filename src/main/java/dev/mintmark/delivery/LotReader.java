package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Lays out one decrypted lot. Its tar's hash is checked before its headers are believed, and then nothing becomes a path but
 * the names of a bag: no folder, link or device, no name twice, in whatever case.
 */
final class LotReader {
    /** Sixteen times the largest sealed lot: partitions compress twelvefold. */
    static final long LARGEST_TAR = 1L << 30;

    private static final int LARGEST_FILE = 64 << 20;

    private final Bundle bundle;
    private final Bundle.Lot lot;
    private final Path folder;
    private final TreeMap<String, Bytes> payload = new TreeMap<>();
    private final TreeMap<String, byte[]> tags = new TreeMap<>();
    private final Set<String> folded = new HashSet<>();
    private final Set<String> modules = new HashSet<>();
    private long octets;

    /**
     * @param folder must be there, empty, and closed to others: files in it get the umask's mode
     */
    LotReader(Bundle bundle, Bundle.Lot lot, Path folder) {
        this.bundle = bundle;
        this.lot = lot;
        this.folder = folder;
    }

    /**
     * Writes the lot's files.
     *
     * @param gzip the decrypted lot
     * @throws DeliveryException if anything is not as bundle and manifests say; what was written is then worth nothing
     */
    void layOut(byte[] gzip) throws IOException {
        checkTar(gzip);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(gzip)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                one(entry, tar);
            }
        } catch (IllegalArgumentException e) {
            throw refusal("holds a tar that is not ours: " + e.getMessage());
        }
        checkBag();
    }

    private void checkTar(byte[] gzip) throws IOException {
        MessageDigest digest = Bytes.sha256();
        long size = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
                if (size > LARGEST_TAR) {
                    throw refusal("unpacks to more than %d bytes".formatted(LARGEST_TAR));
                }
            }
        }
        if (!Bytes.of(digest.digest()).equals(lot.tarSha256())) {
            throw refusal("holds another tar than " + DeliveryFile.BUNDLE + " names");
        }
    }

    private void one(TarArchiveEntry entry, InputStream tar) throws IOException {
        String name = entry.getName();
        boolean tag = BagFile.TAGS.contains(name);
        if (!tag && !name.startsWith(BagFile.PAYLOAD)) {
            throw refusal("holds \"%s\", which has no place in it".formatted(FileSafe.printable(name)));
        }
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL || entry.getSize() > LARGEST_FILE) {
            throw refusal("holds \"%s\", which is no plain file or too large".formatted(FileSafe.printable(name)));
        }
        if (!folded.add(name.toLowerCase(Locale.ROOT))) {
            throw refusal("holds \"%s\" twice".formatted(FileSafe.printable(name)));
        }
        byte[] content = tar.readAllBytes();
        if (tag) {
            tags.put(name, content);
        } else {
            new PayloadPath(name.substring(BagFile.PAYLOAD.length())).module().ifPresent(modules::add);
            payload.put(name, Bytes.sha256Of(content));
            octets += content.length;
        }
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(target, content, StandardOpenOption.CREATE_NEW);
    }

    private void checkBag() {
        if (!tags.keySet().equals(BagFile.TAGS)) {
            throw refusal("has only %s of a bag's files".formatted(tags.keySet()));
        }
        TreeMap<String, Bytes> tagged = new TreeMap<>();
        tags.forEach((name, content) -> tagged.put(name, Bytes.sha256Of(content)));
        tagged.remove(BagFile.TAG_MANIFEST);
        compare(BagFile.TAG_MANIFEST, tagged);
        compare(BagFile.MANIFEST, payload);
        if (!Bytes.of(tags.get(BagFile.BAGIT)).equals(Bytes.of(BagFile.bagit()))) {
            throw refusal("is a bag of another version");
        }
        List<String> said = new String(tags.get(BagFile.INFO), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> expected = List.of(
                "Order-Id: " + bundle.order(),
                "Delivery: " + bundle.delivery(),
                "Lot: " + lot.number().value(),
                "Module-Count: " + lot.modules(),
                "Payload-Oxum: " + octets + "." + payload.size());
        for (String line : expected) {
            if (!said.contains(line)) {
                throw refusal("does not say \"%s\" in %s".formatted(line, BagFile.INFO));
            }
        }
        if (modules.size() != lot.modules()) {
            throw refusal("holds %d modules, not %d".formatted(modules.size(), lot.modules()));
        }
    }

    private void compare(String manifest, Map<String, Bytes> found) {
        Map<String, Bytes> listed;
        try {
            listed = Checksums.parse(tags.get(manifest)).byName();
        } catch (IllegalArgumentException e) {
            throw refusal("has a %s that cannot be read: %s".formatted(manifest, e.getMessage()));
        }
        if (!listed.equals(found)) {
            Set<String> differing = new HashSet<>(listed.entrySet().stream()
                    .filter(each -> !each.getValue().equals(found.get(each.getKey())))
                    .map(Map.Entry::getKey)
                    .toList());
            found.keySet().stream().filter(name -> !listed.containsKey(name)).forEach(differing::add);
            throw refusal("has a %s that does not fit its %s"
                    .formatted(manifest, differing.iterator().next()));
        }
    }

    private DeliveryException refusal(String what) {
        return new DeliveryException(lot.number().sealedFile(), what, "do not use it; ask the maker");
    }
}
