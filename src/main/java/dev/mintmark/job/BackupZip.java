package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A backup's form: a zip of {@code ledger/mintmark.mv.db}, {@code log/…}, {@code keys/<order-id>.key}, a few lines about it, and
 * last a list of their hashes that {@code sha256sum -c} reads: a file without it is not whole.
 */
final class BackupZip {
    static final String ABOUT = "about.txt";
    static final String LEDGER = "ledger/mintmark.mv.db";
    static final String KEYS = "keys/";
    static final String LOG = "log/";
    static final String LIST = "SHA256SUMS";

    private static final String ENDING = ".key";
    private static final Pattern IN_THE_LOG =
            Pattern.compile("log/(?:checkpoint|checkpoints/[0-9]{12}|tile(?:/[a-z0-9]+(?:\\.p)?){2,8})");

    private final ZipOutputStream zip;
    private final TreeMap<String, Bytes> hashes = new TreeMap<>();

    BackupZip(OutputStream out, Home home, Instant now) throws IOException {
        this.zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        add(
                ABOUT,
                "mintmark backup 1%nhome %s%ncreated %s%nby mintmark %s%n"
                        .formatted(home.root(), now, Version.current()));
    }

    private void add(String name, String text) throws IOException {
        add(name, new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    void add(String name, InputStream content) throws IOException {
        MessageDigest digest = Bytes.sha256();
        zip.putNextEntry(new ZipEntry(name));
        content.transferTo(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        hashes.put(name, Bytes.of(digest.digest()));
    }

    /** Writes the list; the stream below is not closed. */
    void finish() throws IOException {
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, Bytes> each : hashes.entrySet()) {
            list.append(each.getValue().hex())
                    .append("  ")
                    .append(each.getKey())
                    .append('\n');
        }
        add(LIST, list.toString());
        zip.finish();
    }

    /** Whether a file of this name is an order's key. */
    static boolean isKey(String name) {
        try {
            return name.endsWith(ENDING) && new OrderId(name.substring(0, name.length() - ENDING.length())) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a backup may have an entry of this name; no other becomes a path. */
    static boolean isKnown(String name) {
        return name.equals(ABOUT)
                || name.equals(LEDGER)
                || name.startsWith(KEYS) && isKey(name.substring(KEYS.length()))
                || IN_THE_LOG.matcher(name).matches();
    }
}
