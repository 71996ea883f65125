package dev.mintmark.format.matter;

import dev.mintmark.format.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes verifiers in the way that is the fastest on this machine. It begins with what is fast at once. Vectors and a table
 * cost a second of compiling and filling, so they are tried when about as much was spent without them, and kept if they
 * win a race. Safe for several threads; while one tries, the others go on.
 */
final class FastestBatch {
    /** Iterations, over all modules, that take the plain way about as long as trying the others. */
    private static final long WORTH_TRYING = 1_500_000;

    /**
     * Of how many batches one is compared with Bouncy Castle's PBKDF2. That takes as long as 16 modules to 150 take in vectors:
     * within each batch it would halve the speed, so it is one in a lot of the usual size.
     */
    private static final int BATCHES_A_PROOF = 32;

    private static final long LONGEST_RACE_NANOS = 4_000_000_000L;
    private static final long WARM_NANOS = 5_000_000L;
    private static final int COLD_ITERATIONS = 2;
    private static final int RACE_ITERATIONS = 64;
    private static final int ROUNDS = 8;

    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();
    private final DerivationPath challenger;
    private volatile VerifierBatch batch = new VerifierBatch(DerivationPath.ONE_BY_ONE, VerifierBatch.COMB);

    FastestBatch(DerivationPath challenger) {
        this.challenger = challenger;
    }

    /** As {@link VerifierBatch#compute}, of however many modules. */
    List<SecretBytes> compute(int[] passcodes, byte[][] salts, int iterations) {
        List<SecretBytes> verifiers = new ArrayList<>(passcodes.length);
        for (int from = 0; from < passcodes.length; from += VerifierBatch.SIZE) {
            int to = Math.min(from + VerifierBatch.SIZE, passcodes.length);
            count((long) iterations * (to - from));
            int number = batches.getAndIncrement();
            int toProve = number % BATCHES_A_PROOF == 0 ? number / BATCHES_A_PROOF % (to - from) : -1;
            verifiers.addAll(batch.compute(
                    Arrays.copyOfRange(passcodes, from, to), Arrays.copyOfRange(salts, from, to), iterations, toProve));
        }
        return verifiers;
    }

    private void count(long iterations) {
        long before = done.getAndAdd(iterations);
        if (before < WORTH_TRYING && before + iterations >= WORTH_TRYING) {
            DerivationPath path = challenger.isPresent() && wins(challenger) ? challenger : DerivationPath.ONE_BY_ONE;
            batch = new VerifierBatch(path, new GeneratorTable()::multiply);
            // the next batch is the first of its kind
            batches.set(0);
        }
    }

    /** Whether it is the faster, as soon as it is; the JVM compiles it meanwhile. */
    private static boolean wins(DerivationPath challenger) {
        long start = System.nanoTime();
        long plain = nanos(DerivationPath.ONE_BY_ONE, RACE_ITERATIONS);
        int iterations = COLD_ITERATIONS;
        while (System.nanoTime() - start < LONGEST_RACE_NANOS) {
            long nanos = nanos(challenger, iterations);
            if (iterations == RACE_ITERATIONS && nanos < plain) {
                return true;
            }
            if (nanos < WARM_NANOS) {
                iterations = RACE_ITERATIONS;
            }
        }
        return false;
    }

    /** The shortest of some tries: what else runs on the machine makes others longer. */
    private static long nanos(DerivationPath path, int iterations) {
        byte[][] passwords = new byte[VerifierBatch.SIZE][Integer.BYTES];
        byte[][] salts = new byte[VerifierBatch.SIZE][Spake2pVerifier.MIN_SALT];
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            path.derive(passwords, salts, iterations, Pbkdf2.HASH_LENGTH * 3);
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest;
    }
}
