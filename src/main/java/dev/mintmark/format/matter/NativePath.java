package dev.mintmark.format.matter;

import dev.mintmark.format.NativeGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is taken of the library in C: the fastest of its ways here. One that errs makes the whole library suspect, and none is
 * taken.
 *
 * @param path empty if there is no library, the processor has none of its ways, or it is of no use
 * @param fault why a library that is there is of no use
 */
record NativePath(Optional<DerivationPath> path, Optional<String> fault) {
    private static final int HEATS = 6;
    private static final int RACE_ITERATIONS = 200;
    private static final int TRIED_ITERATIONS = 3;

    /** Found when it is first asked for: in moments, since nothing of it has to be compiled. */
    private static final class Chosen {
        static final NativePath PATH = choose(Arrays.stream(DerivationPath.values())
                .filter(path -> path.isNative() && path.isPresent())
                .toList());
    }

    static NativePath chosen() {
        return Chosen.PATH;
    }

    private static NativePath choose(List<DerivationPath> present) {
        Optional<String> fault = NativeGenerator.libraryFault();
        if (fault.isEmpty()) {
            fault = present.stream()
                    .filter(path -> !isRight(path))
                    .findFirst()
                    .map(path -> "it computes wrong keys by " + path.text());
        }
        return new NativePath(fault.isPresent() ? Optional.empty() : fastest(present), fault);
    }

    /** Each lane against the JDK's SHA-256. */
    static boolean isRight(VerifierBatch.Derivation path) {
        byte[][] passwords = new byte[VerifierBatch.SIZE][Integer.BYTES];
        byte[][] salts = new byte[VerifierBatch.SIZE][Spake2pVerifier.MAX_SALT];
        for (int i = 0; i < VerifierBatch.SIZE; i++) {
            Arrays.fill(passwords[i], (byte) (0x7F + i));
            Arrays.fill(salts[i], (byte) -i);
        }
        int length = VerifierBatch.W_LENGTH * 2;
        return Arrays.deepEquals(
                path.derive(passwords, salts, TRIED_ITERATIONS, length),
                DerivationPath.ONE_BY_ONE.derive(passwords, salts, TRIED_ITERATIONS, length));
    }

    /** By heats in turn: what else runs on the machine only makes one longer. */
    private static Optional<DerivationPath> fastest(List<DerivationPath> present) {
        long shortest = Long.MAX_VALUE;
        Optional<DerivationPath> fastest = Optional.empty();
        for (int heat = 0; heat < HEATS; heat++) {
            for (DerivationPath path : present) {
                long nanos = FastestBatch.heat(path, RACE_ITERATIONS);
                if (nanos < shortest) {
                    shortest = nanos;
                    fastest = Optional.of(path);
                }
            }
        }
        return fastest;
    }
}
