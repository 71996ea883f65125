package dev.mintmark.evidence;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Draws DACs for an auditor to check by hand, so that anybody draws the same: each DAC's lot is the SHA-256 of the seed, a
 * colon and the DAC's own SHA-256 in hex, and the smallest are drawn. Who names the seed after the order is done cannot be
 * outguessed by who made it.
 *
 * @param count how many, at least 1; all if there are not so many
 * @param seed 1 to 64 of {@code [A-Za-z0-9._-]}
 */
public record Draw(int count, String seed) {
    private static final Pattern SEED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Draw {
        if (count < 1) {
            throw new IllegalArgumentException("a sample has one DAC or more");
        }
        if (!SEED.matcher(seed).matches()) {
            throw new IllegalArgumentException("a seed is 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    /**
     * A DAC that was drawn.
     *
     * @param lot what decided, 32 bytes
     * @param row what the drawer has of it
     */
    public record Drawn<T>(Bytes lot, T row) {}

    /** Takes one after the other and keeps the smallest. */
    public final class Urn<T> {
        private final PriorityQueue<Drawn<T>> kept = new PriorityQueue<>(
                Comparator.comparing((Drawn<T> drawn) -> drawn.lot().hex()).reversed());

        public void put(Bytes dacSha256, T row) {
            kept.add(new Drawn<>(lot(dacSha256), row));
            if (kept.size() > count) {
                kept.remove();
            }
        }

        /** The drawn, smallest lot first. */
        public List<Drawn<T>> drawn() {
            return kept.stream()
                    .sorted(Comparator.comparing(drawn -> drawn.lot().hex()))
                    .collect(Collectors.toList());
        }
    }

    private Bytes lot(Bytes dacSha256) {
        return Bytes.sha256Of((seed + ":" + dacSha256.hex()).getBytes(StandardCharsets.US_ASCII));
    }
}
