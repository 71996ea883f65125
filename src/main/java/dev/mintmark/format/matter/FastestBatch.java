package dev.mintmark.format.matter;

import dev.mintmark.format.NativeGenerator;
import dev.mintmark.format.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes verifiers in the way that is the fastest on this machine. It begins with what is fast at once: the library in C where it
 * is of use, and then vectors, which could do no more than its own, are left alone; otherwise modules one by one. Vectors are worth
 * nothing until the JVM has compiled them, which takes half a second of CPU time and comes when the compiler has time: so they
 * are tried when about as much was spent without them, for moments between two batches, and taken once they win. Safe for
 * several threads.
 */
final class FastestBatch {
    /** Iterations, over all modules, that take the plain way about as long as having the other compiled. */
    private static final long WORTH_TRYING = 1_500_000;

    /** Modules that must be done before the table is worth being filled. */
    private static final int WORTH_A_TABLE = 2_000;

    /**
     * Of how many batches one is compared with Bouncy Castle's PBKDF2. That takes a module as long as a batch takes in native code:
     * within each it would halve the speed, so it is one in a lot of the usual size.
     */
    private static final int BATCHES_A_PROOF = 16;

    private static final int TRIALS = 400;
    private static final long TRIAL_NANOS = 10_000_000;
    private static final int COLD_ITERATIONS = 1;
    private static final int RACE_ITERATIONS = 32;
    private static final int HEATS = 4;

    private final DerivationPath challenger;
    private final AtomicLong iterationsDone = new AtomicLong();
    private final AtomicInteger modulesDone = new AtomicInteger();
    private final AtomicInteger batchesDone = new AtomicInteger();
    private final AtomicBoolean changing = new AtomicBoolean();
    private int trialsLeft;
    private volatile DerivationPath path;
    private volatile VerifierBatch.PointMultiplier multiplier;

    FastestBatch(DerivationPath first, DerivationPath challenger, VerifierBatch.PointMultiplier multiplier) {
        this.path = first;
        this.challenger = challenger;
        this.multiplier = multiplier;
        this.trialsLeft = challenger.isPresent() ? TRIALS : 0;
    }

    static FastestBatch onThisMachine() {
        // before the generator is asked for: a way that errs makes that suspect too
        Optional<DerivationPath> inC = NativePath.chosen();
        VerifierBatch.PointMultiplier multiplier =
                NativeGenerator.present().map(VerifierBatch::by).orElse(VerifierBatch.COMB);
        return inC.map(path -> new FastestBatch(path, path, multiplier))
                .orElseGet(() -> new FastestBatch(DerivationPath.ONE_BY_ONE, DerivationPath.VECTORS, multiplier));
    }

    /** As {@link VerifierBatch#compute}, of however many modules. */
    List<SecretBytes> compute(int[] passcodes, byte[][] salts, int iterations) {
        List<SecretBytes> verifiers = new ArrayList<>(passcodes.length);
        try {
            compute(passcodes, salts, iterations, verifiers);
            return verifiers;
        } catch (RuntimeException e) {
            verifiers.forEach(SecretBytes::close);
            throw e;
        }
    }

    private void compute(int[] passcodes, byte[][] salts, int iterations, List<SecretBytes> verifiers) {
        for (int from = 0; from < passcodes.length; from += VerifierBatch.SIZE) {
            int to = Math.min(from + VerifierBatch.SIZE, passcodes.length);
            improve();
            int number = batchesDone.getAndIncrement();
            int toProve = number % BATCHES_A_PROOF == 0 ? number / BATCHES_A_PROOF % (to - from) : -1;
            verifiers.addAll(new VerifierBatch(path, multiplier)
                    .compute(
                            Arrays.copyOfRange(passcodes, from, to),
                            Arrays.copyOfRange(salts, from, to),
                            iterations,
                            toProve));
            iterationsDone.addAndGet((long) iterations * (to - from));
            modulesDone.addAndGet(to - from);
        }
    }

    DerivationPath path() {
        return path;
    }

    /** By one thread at a time; the others go on meanwhile. */
    private void improve() {
        boolean tryPath = path != challenger && iterationsDone.get() >= WORTH_TRYING;
        boolean fillTable = multiplier == VerifierBatch.COMB && modulesDone.get() >= WORTH_A_TABLE;
        if (!(tryPath || fillTable) || !changing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (tryPath && trialsLeft > 0) {
                trialsLeft--;
                if (wins(challenger)) {
                    path = challenger;
                    // the next batch is the first of its kind, and the first is compared
                    batchesDone.set(0);
                }
            }
            if (fillTable && multiplier == VerifierBatch.COMB) {
                multiplier = new GeneratorTable()::multiply;
            }
        } finally {
            changing.set(false);
        }
    }

    /** Whether it is the faster by now; runs it for a moment in any case, so that the JVM sees that it is wanted. */
    private static boolean wins(DerivationPath challenger) {
        long start = System.nanoTime();
        long nanos;
        do {
            nanos = System.nanoTime();
            derive(challenger, COLD_ITERATIONS);
            nanos = System.nanoTime() - nanos;
        } while (System.nanoTime() - start < TRIAL_NANOS);
        return nanos < TRIAL_NANOS / HEATS && shortest(challenger) < shortest(DerivationPath.ONE_BY_ONE);
    }

    /** What else runs on the machine only makes a heat longer. */
    private static long shortest(DerivationPath path) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < HEATS; i++) {
            shortest = Math.min(shortest, heat(path, RACE_ITERATIONS));
        }
        return shortest;
    }

    /** Nanoseconds that a batch takes. */
    static long heat(DerivationPath path, int iterations) {
        long start = System.nanoTime();
        derive(path, iterations);
        return System.nanoTime() - start;
    }

    private static void derive(DerivationPath path, int iterations) {
        path.derive(
                new byte[VerifierBatch.SIZE][Integer.BYTES],
                new byte[VerifierBatch.SIZE][Spake2pVerifier.MIN_SALT],
                iterations,
                Pbkdf2.HASH_LENGTH * 3);
    }
}
