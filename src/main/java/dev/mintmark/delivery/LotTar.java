package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * A lot in the clear: a BagIt bag (RFC 8493) as one tar, written as it comes. The same files in the same order are the same
 * bytes. Onto {@link OutputStream#nullOutputStream()} it only hashes: a second rendering to compare with the first.
 */
public final class LotTar {
    private final LotHead head;
    private final MessageDigest digest = Bytes.sha256();
    private final UstarWriter tar;
    private final TreeMap<String, Bytes> payload = new TreeMap<>();
    private final Set<String> folded = new HashSet<>();
    private final Set<String> modules = new HashSet<>();
    private long octets;

    /**
     * @param tarSha256 of the whole tar: 32 bytes
     * @param modules how many modules have files
     */
    public record Rendered(int modules, Bytes tarSha256) {}

    /**
     * @param sink gets the tar; stays open
     */
    public LotTar(OutputStream sink, LotHead head) {
        this.head = head;
        this.tar =
                new UstarWriter(new BufferedOutputStream(new DigestOutputStream(sink, digest), 1 << 16), head.time());
    }

    /**
     * Adds a file of the payload; {@code content} is neither kept nor changed.
     *
     * @param path below {@code data/}; a module's files lie in {@code modules/<module-id>/}
     * @return SHA-256 of the content, 32 bytes
     * @throws IllegalArgumentException if the path is no plain one, or was added before, in whatever case
     */
    public Bytes add(String path, byte[] content) throws IOException {
        PayloadPath checked = new PayloadPath(path);
        if (!folded.add(path.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("\"%s\" is in the lot already".formatted(path));
        }
        checked.module().ifPresent(modules::add);
        if (path.equals(DevicesNdjson.NAME)) {
            modules.addAll(DevicesNdjson.modules(content));
        }
        String name = BagFile.PAYLOAD + path;
        Bytes sha256 = Bytes.sha256Of(content);
        payload.put(name, sha256);
        octets += content.length;
        tar.file(name, content);
        return sha256;
    }

    /** Writes the bag's tag files, which need what went before, and ends the tar. */
    public Rendered finish() throws IOException {
        TreeMap<String, Bytes> tags = new TreeMap<>();
        tag(BagFile.BAGIT, BagFile.bagit(), tags);
        tag(BagFile.INFO, BagFile.info(head, modules.size(), octets, payload.size()), tags);
        tag(BagFile.MANIFEST, new Checksums(payload).render(), tags);
        tar.file(BagFile.TAG_MANIFEST, new Checksums(tags).render());
        tar.finish();
        return new Rendered(modules.size(), Bytes.of(digest.digest()));
    }

    private void tag(String name, byte[] content, TreeMap<String, Bytes> tags) throws IOException {
        tags.put(name, Bytes.sha256Of(content));
        tar.file(name, content);
    }
}
