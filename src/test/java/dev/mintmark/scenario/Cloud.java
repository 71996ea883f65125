package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mintmark.format.seal.DetachedSigner;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Signs submissions as a sender whom the site names does: a header line, and NDJSON behind it. */
record Cloud(X509Certificate certificate, PrivateKey key) {
    /** A line for module {@code id} with the key of that number; {@code supersedes} is the number of another key, or 0. */
    static String line(String id, int key, int supersedes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("module_id", id);
        fields.put("csr", new String(Requested.pem(key), UTF_8).replaceAll("-----[^-]+-----|\\s", ""));
        if (supersedes > 0) {
            fields.put("supersedes", Requested.spkiSha256(supersedes));
        }
        return fields.entrySet().stream()
                .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String header(String order, String id, int sequence) {
        return "{\"submission\":\"%s\",\"order\":\"%s\",\"sequence\":%d}".formatted(id, order, sequence);
    }

    /** Module N with key N, for each of them. */
    static List<String> lines(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> line(Requested.id(n), n, 0))
                .toList();
    }

    byte[] sign(String header, List<String> lines) throws Exception {
        byte[] content = (header + "\n" + String.join("\n", lines) + "\n").getBytes(UTF_8);
        return new DetachedSigner(certificate, key, new SecureRandom())
                .enclose(new ByteArrayInputStream(content), Instant.now())
                .toByteArray();
    }

    void send(Path inbox, String order, int sequence, List<String> lines) throws Exception {
        Files.write(
                inbox.resolve("s%d.ndjson.p7m".formatted(sequence)),
                sign(header(order, "s-" + sequence, sequence), lines));
    }
}
