package dev.mintmark.csr;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage of every kind that comes to mind: flipped bits, lengths that lie, parts cut out, doubled, moved or exchanged. */
final class Mutation {
    private static final int MOST = 6;

    private final RandomGenerator random;

    Mutation(RandomGenerator random) {
        this.random = random;
    }

    /** One to six changes to {@code original}, a part of {@code other} perhaps among them. */
    byte[] of(byte[] original, byte[] other) {
        byte[] mutant = original.clone();
        for (int changes = 1 + random.nextInt(MOST); changes > 0; changes--) {
            mutant = change(mutant, other);
        }
        return mutant;
    }

    private byte[] change(byte[] bytes, byte[] other) {
        if (bytes.length < 2) {
            return slice(other);
        }
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(9)) {
            case 0, 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> changed[at] = (byte) random.nextInt(256);
            case 3 -> changed[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
            case 4 -> Arrays.fill(changed, at, Math.min(changed.length, at + 4), (byte) random.nextInt(256));
            case 5 -> changed = Arrays.copyOf(bytes, at);
            case 6 ->
                changed = join(Arrays.copyOf(bytes, at), slice(bytes), Arrays.copyOfRange(bytes, at, bytes.length));
            case 7 -> changed = join(Arrays.copyOf(bytes, at), slice(other));
            default -> {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
                changed = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
            }
        }
        return changed;
    }

    private byte[] slice(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
