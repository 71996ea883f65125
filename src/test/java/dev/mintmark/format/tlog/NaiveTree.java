package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** RFC 9162 2.1 as it is written down: recursive, over all the entries, sharing nothing with the program. */
final class NaiveTree implements NodeHashes {
    private final List<byte[]> entries;
    private final Map<List<Integer>, Bytes> known = new HashMap<>();

    NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    static NaiveTree of(int size) {
        return new NaiveTree(IntStream.range(0, size)
                .mapToObj(number -> ("entry " + number).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    Bytes leaf(int index) {
        return hash(index, index + 1);
    }

    /** MTH(D[from:to]). */
    Bytes hash(int from, int to) {
        Bytes hash = known.get(List.of(from, to));
        if (hash == null) {
            hash = compute(from, to);
            known.put(List.of(from, to), hash);
        }
        return hash;
    }

    private Bytes compute(int from, int to) {
        MessageDigest sha256 = Bytes.sha256();
        if (to - from == 1) {
            sha256.update((byte) 0);
            return Bytes.of(sha256.digest(entries.get(from)));
        }
        if (to == from) {
            return Bytes.of(sha256.digest());
        }
        int middle = from + split(to - from);
        sha256.update((byte) 1);
        sha256.update(hash(from, middle).toByteArray());
        sha256.update(hash(middle, to).toByteArray());
        return Bytes.of(sha256.digest());
    }

    /** PATH(m, D[from:to]). */
    List<Bytes> path(int m, int from, int to) {
        if (to - from == 1) {
            return List.of();
        }
        int k = split(to - from);
        return m < k
                ? with(path(m, from, from + k), hash(from + k, to))
                : with(path(m - k, from + k, to), hash(from, from + k));
    }

    /** SUBPROOF(m, D[from:to], b). */
    List<Bytes> subproof(int m, int from, int to, boolean b) {
        if (m == to - from) {
            return b ? List.of() : List.of(hash(from, to));
        }
        int k = split(to - from);
        return m <= k
                ? with(subproof(m, from, from + k, b), hash(from + k, to))
                : with(subproof(m - k, from + k, to, false), hash(from, from + k));
    }

    /** Of the subtrees of D[from:to], those that have no entry from first to end, the largest of them, left to right. */
    List<Bytes> outside(int first, int end, int from, int to) {
        if (IntStream.range(from, to).noneMatch(entry -> first <= entry && entry < end)) {
            return List.of(hash(from, to));
        }
        if (to - from == 1) {
            return List.of();
        }
        int k = split(to - from);
        List<Bytes> hashes = new ArrayList<>(outside(first, end, from, from + k));
        hashes.addAll(outside(first, end, from + k, to));
        return hashes;
    }

    private static int split(int width) {
        int k = 1;
        while (2 * k < width) {
            k *= 2;
        }
        return k;
    }

    private static List<Bytes> with(List<Bytes> hashes, Bytes last) {
        List<Bytes> longer = new ArrayList<>(hashes);
        longer.add(last);
        return longer;
    }

    @Override
    public Bytes node(int level, long index) {
        return hash((int) index << level, (int) (index + 1) << level);
    }
}
