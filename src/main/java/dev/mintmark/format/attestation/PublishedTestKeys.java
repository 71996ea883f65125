package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Key pairs whose private halves anyone can download: those of the Matter SDK's tests and of public samples. A module that
 * has one is no module of ours, or its firmware is a test build.
 */
public final class PublishedTestKeys {
    private static final String RESOURCE = "published-test-keys.sha256";
    private static final Set<Bytes> HASHES = load();

    private PublishedTestKeys() {}

    /** Whether the key is one of them; {@code spkiSha256} is SHA-256 of its SubjectPublicKeyInfo, 32 bytes. */
    public static boolean contains(Bytes spkiSha256) {
        return HASHES.contains(spkiSha256);
    }

    private static Set<Bytes> load() {
        try (InputStream in = PublishedTestKeys.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .map(Bytes::fromHex)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
