package dev.mintmark.format.matter;

import dev.mintmark.format.NativeGenerator;
import dev.mintmark.format.lanes.NativeLibrary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which of the library's ways in C is taken: the fastest here. One that errs makes the whole library suspect, and none is taken. */
final class NativePath {
    private static final int HEATS = 6;
    private static final int RACE_ITERATIONS = 100;
    private static final int TRIED_ITERATIONS = 3;

    /** Found when it is first asked for: in moments, since nothing of it has to be compiled. */
    private static final class Chosen {
        static final Optional<DerivationPath> PATH = choose();
    }

    private NativePath() {}

    /** Empty if there is no library, the processor has none of its ways, or it is of no use: {@link NativeLibrary#fault} says which. */
    static Optional<DerivationPath> chosen() {
        return Chosen.PATH;
    }

    private static Optional<DerivationPath> choose() {
        // the library's other half first: if that errs, no way is present any more
        NativeGenerator.present();
        List<DerivationPath> present = Arrays.stream(DerivationPath.values())
                .filter(path -> path.isNative() && path.isPresent())
                .toList();
        Optional<DerivationPath> wrong =
                present.stream().filter(path -> !isRight(path)).findFirst();
        wrong.ifPresent(path -> NativeLibrary.distrust("it computes wrong keys by " + path.text()));
        return wrong.isPresent() ? Optional.empty() : fastest(present);
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
        byte[][] expected = DerivationPath.ONE_BY_ONE.derive(passwords, salts, TRIED_ITERATIONS, length);
        try {
            return Arrays.deepEquals(path.derive(passwords, salts, TRIED_ITERATIONS, length), expected);
        } catch (IllegalArgumentException e) {
            // it refuses what it should compute
            return false;
        }
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
