package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mintmark.format.lanes.HmacLanes;
import dev.mintmark.format.lanes.NativeHmacLanes;
import dev.mintmark.format.lanes.NativeHmacLanes.Way;
import dev.mintmark.format.lanes.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The library in C, each of its ways forced; {@link VerifierBatchTest} compares all of them with Bouncy Castle. */
class NativePathTest {
    private static final Path LIBRARY = Path.of(System.getProperty(NativeLibrary.PROPERTY, ""));

    /** Skips the test, saying why, where a way is not to be had. */
    static void assumePresent(DerivationPath path) {
        if (path.isNative()) {
            assumeTrue(Files.isRegularFile(LIBRARY), "no library was built: it takes x86-64, cc and jni.h");
            assertThat(NativeLibrary.fault()).isEmpty();
            assumeTrue(path.isPresent(), "this processor has no " + path.text());
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true", disabledReason = "a compiler is only demanded of CI")
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "written for x86-64")
    void whereCiRunsTheLibraryIsTriedToo() {
        assertThat(LIBRARY).isRegularFile();
        assertThat(NativePath.chosen()).isPresent();
        assertThat(NativeLibrary.fault()).isEmpty();
    }

    @Test
    void aLibraryThatIsOfUseIsTakenAndVectorsAreNotTried() {
        assumeTrue(
                Arrays.stream(DerivationPath.values()).anyMatch(path -> path.isNative() && path.isPresent()),
                "no library was built, or this processor has none of its ways");
        DerivationPath chosen = NativePath.chosen().orElseThrow();
        FastestBatch fastest = FastestBatch.onThisMachine();
        byte[][] salts = VerifierBatchTest.salts(new Random(5), 16);

        // after the first of these vectors would be tried
        for (int iterations : new int[] {100_000, 1}) {
            fastest.compute(new int[16], salts, iterations);
            assertThat(fastest.path()).isEqualTo(chosen);
        }
        assertThat(Spake2pVerifier.means()).isEqualTo("several at once in native code, " + chosen.text());
    }

    @Test
    void batchesOfEverySizeAndLongOnesAreDerivedAsOneByOne() {
        List<DerivationPath> natives = Arrays.stream(DerivationPath.values())
                .filter(path -> path.isNative() && path.isPresent())
                .toList();
        assumeTrue(!natives.isEmpty(), "no library was built, or this processor has none of its ways");
        Random random = new Random(17);
        int many = VerifierBatch.SIZE + 1;
        byte[][] passwords = new byte[many][4];
        Arrays.stream(passwords).forEach(random::nextBytes);
        byte[][] salts = VerifierBatchTest.salts(random, many);

        for (int iterations : new int[] {1, 2, 1000, 1001, 100_000}) {
            int most = iterations < 100_000 ? many : 1;
            byte[][] expected = DerivationPath.ONE_BY_ONE.derive(Arrays.copyOf(passwords, most), salts, iterations, 80);
            for (DerivationPath path : natives) {
                for (int modules = 0; modules <= most; modules++) {
                    assertThat(path.derive(
                                    Arrays.copyOf(passwords, modules), Arrays.copyOf(salts, modules), iterations, 80))
                            .as(path.text())
                            .isEqualTo(Arrays.copyOf(expected, modules));
                }
            }
        }
    }

    /** In C they are refused once more: {@code src/test/c}. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void wrongLengthsAreRefused(Way way) {
        assumePresent(DerivationPath.valueOf(way.name()));
        try (HmacLanes lanes = new NativeHmacLanes(way)) {
            int[] block = new int[16 * lanes.count()];
            int[] hash = new int[8 * lanes.count()];
            int[] longer = new int[16 * lanes.count() + 1];
            int[] none = {};

            lanes.chain(block, block, 1, hash);
            assertThatThrownBy(() -> lanes.chain(longer, block, 1, hash)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lanes.chain(block, none, 1, hash)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lanes.chain(block, block, 1, block)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lanes.chain(block, block, 0, hash)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lanes.chain(block, block, Integer.MIN_VALUE, hash))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWayThatErrsInAnyLaneIsNotRight() {
        assertThat(NativePath.isRight(DerivationPath.ONE_BY_ONE)).isTrue();
        for (int module = 0; module < VerifierBatch.SIZE; module++) {
            int wrong = module;
            assertThat(NativePath.isRight((passwords, salts, iterations, length) -> {
                        byte[][] keys = DerivationPath.ONE_BY_ONE.derive(passwords, salts, iterations, length);
                        keys[wrong][length - 1] ^= 1;
                        return keys;
                    }))
                    .isFalse();
        }
    }
}
