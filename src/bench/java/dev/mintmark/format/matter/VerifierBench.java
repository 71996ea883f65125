package dev.mintmark.format.matter;

import java.math.BigInteger;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.math.ec.ECPoint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** SPAKE2+ of 32 modules on each path; figures are of one module. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifierBench {
    private static final int MODULES = VerifierBatch.SIZE;
    private static final int KEY_LENGTH = 80;

    @Param({"1000", "10000"})
    public int iterations;

    private final byte[][] passwords = new byte[MODULES][4];
    private final byte[][] salts = new byte[MODULES][32];
    private final BigInteger[] scalars = new BigInteger[MODULES];
    private GeneratorTable table;

    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(16);
        for (int i = 0; i < MODULES; i++) {
            random.nextBytes(passwords[i]);
            random.nextBytes(salts[i]);
            scalars[i] = new BigInteger(255, random);
        }
        table = new GeneratorTable();
    }

    @Benchmark
    @OperationsPerInvocation(MODULES)
    public byte[][] pbkdf2InVectors() {
        return DerivationPath.VECTORS.derive(passwords, salts, iterations, KEY_LENGTH);
    }

    /** By the fastest way of the library in C, where the build made it. */
    @Benchmark
    @OperationsPerInvocation(MODULES)
    public byte[][] pbkdf2InNativeCode() {
        return NativePath.chosen().orElseThrow().derive(passwords, salts, iterations, KEY_LENGTH);
    }

    @Benchmark
    @OperationsPerInvocation(MODULES)
    public byte[][] pbkdf2OneByOne() {
        return DerivationPath.ONE_BY_ONE.derive(passwords, salts, iterations, KEY_LENGTH);
    }

    @Benchmark
    public Object pbkdf2ByBouncyCastle() {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(passwords[0], salts[0], iterations);
        return generator.generateDerivedMacParameters(KEY_LENGTH * Byte.SIZE);
    }

    @Benchmark
    @OperationsPerInvocation(MODULES)
    public ECPoint[] pointByTable() {
        return table.multiply(scalars);
    }

    @Benchmark
    @OperationsPerInvocation(MODULES)
    public ECPoint[] pointByComb() {
        return VerifierBatch.COMB.multiply(scalars);
    }
}
