package dev.mintmark.format;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One ECDSA verification of as many as intake checks together, each of another module's key, read from its point. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManySignaturesBench {
    private static final int MANY = 64;

    private final Bytes message = Bytes.of(new byte[400]);
    private final List<Bytes> keys = IntStream.range(0, MANY)
            .mapToObj(ManySignaturesBench::d)
            .map(d -> Bytes.of(P256.CURVE.getG().multiply(d).getEncoded(false)))
            .toList();
    private final List<Bytes> signatures = IntStream.range(0, MANY)
            .mapToObj(i -> Bytes.of(P256.sign(d(i), message.toByteArray())))
            .toList();

    private static BigInteger d(int i) {
        return BigInteger.valueOf(4711 + i);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public boolean[] verifyOfManyModules() {
        return P256.verifyAll(IntStream.range(0, MANY)
                .mapToObj(i -> new SignatureClaim(P256.point(keys.get(i)), message, signatures.get(i)))
                .toList());
    }
}
