package dev.mintmark.scenario;

import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.SubjectPublicKey;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Requests of modules whose private keys are small numbers: the same in each test run, and nobody's secret. */
final class Requested {
    /** Clear of the numbers that are too obvious not to be somebody's test key. */
    private static final int FIRST_KEY = 7_000_000;

    private Requested() {}

    /** A locally administered MAC. */
    static String id(int module) {
        return "0200000%05x".formatted(module);
    }

    static byte[] der(int key) {
        return CertificateRequest.create(BigInteger.valueOf(FIRST_KEY + key));
    }

    static SubjectPublicKey key(int key) {
        return SubjectPublicKey.of(BigInteger.valueOf(FIRST_KEY + key));
    }

    /** SHA-256 of the key's SubjectPublicKeyInfo, hex. */
    static String spkiSha256(int key) {
        return key(key).spki().sha256Digest().hex();
    }

    static byte[] pem(int key) {
        return pem("CERTIFICATE REQUEST", der(key));
    }

    static byte[] pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, base64)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** {@code <id>.pem} of the modules from {@code first} to {@code last}, each with the key of its own number. */
    static Map<String, byte[]> files(int first, int last) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int module = first; module <= last; module++) {
            files.put(id(module) + ".pem", pem(module));
        }
        return files;
    }

    /** Stored, not compressed: the same bytes whatever JDK writes them. */
    static void zip(Path file, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(each.getValue());
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
    }
}
