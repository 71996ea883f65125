package dev.mintmark.evidence;

import dev.mintmark.delivery.Checksums;
import dev.mintmark.delivery.UstarWriter;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The evidence while it is gathered: files in a folder, and the list of them. {@link #pack} makes an archive of it that is the
 * same bytes for the same files, apart from the gzip of another Java.
 */
public final class EvidenceFolder {
    private final Path root;
    private final TreeMap<String, Bytes> listed = new TreeMap<>();

    /**
     * @param root must be there, and empty
     */
    public EvidenceFolder(Path root) {
        this.root = root;
    }

    /** Writes a file piece by piece. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Adds a file and lists it.
     *
     * @param name letters, digits and {@code . _ -}, joined by slashes
     */
    public void add(String name, Content content) throws IOException {
        MessageDigest digest = Bytes.sha256();
        try (OutputStream out = open(name);
                OutputStream hashed = new DigestOutputStream(out, digest)) {
            content.writeTo(hashed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (listed.put(name, Bytes.of(digest.digest())) != null) {
            throw new IllegalArgumentException("\"%s\" is in the evidence already".formatted(name));
        }
    }

    public void add(String name, byte[] content) throws IOException {
        add(name, out -> out.write(content));
    }

    /** Adds a copy. */
    public void copy(String name, Path file) throws IOException {
        add(name, out -> Files.copy(file, out));
    }

    /** Signs the list of all files. */
    public interface Signer {
        Bytes sign(byte[] list) throws IOException;
    }

    /** Ends the folder: the list of all files, and its signature. */
    public void seal(Signer signer) throws IOException {
        byte[] list = new Checksums(listed).render();
        try (OutputStream out = open("SHA256SUMS")) {
            out.write(list);
        }
        try (OutputStream out = open("SHA256SUMS.p7s")) {
            out.write(signer.sign(list).toByteArray());
        }
    }

    /**
     * Packs it, and leaves the folder as it is.
     *
     * @param top folder that all files lie in
     * @param time that all files have
     * @return the archive's SHA-256
     */
    public Bytes pack(Path archive, String top, Instant time) throws IOException {
        List<String> names = new ArrayList<>(listed.keySet());
        names.add("SHA256SUMS");
        names.add("SHA256SUMS.p7s");
        Path part = DurableFiles.unfinished(archive);
        try (FileChannel file = DurableFiles.create(part, Access.UMASK);
                OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16)) {
            GZIPOutputStream gzip = new GZIPOutputStream(raw, 1 << 16);
            UstarWriter tar = new UstarWriter(gzip, time);
            for (String name : names) {
                Path from = root.resolve(name);
                try (InputStream content = Files.newInputStream(from)) {
                    tar.file(top + "/" + name, Files.size(from), content);
                }
            }
            tar.finish();
            gzip.finish();
            raw.flush();
            file.force(true);
        }
        DurableFiles.publish(part, archive);
        try (InputStream in = Files.newInputStream(archive)) {
            DigestInputStream digest = new DigestInputStream(in, Bytes.sha256());
            digest.transferTo(OutputStream.nullOutputStream());
            return Bytes.of(digest.getMessageDigest().digest());
        }
    }

    private OutputStream open(String name) throws IOException {
        Path file = root.resolve(name);
        DurableFiles.createFolders(file.getParent(), Access.OWNER);
        return new BufferedOutputStream(Channels.newOutputStream(DurableFiles.create(file, Access.OWNER)), 1 << 16);
    }
}
