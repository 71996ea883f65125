package dev.mintmark.format;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.math.ec.ECPoint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** ECDSA over a certificate's worth of bytes: of an issuer's key, seen before, and of a module's, seen once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBench {
    @Param({"CORRETTO", "BOUNCY_CASTLE"})
    public String library;

    private EcdsaVerifier verifier;

    private final BigInteger d = BigInteger.valueOf(4711);
    private final byte[] message = new byte[400];
    private final byte[] signature = P256.sign(d, message);
    private final ECPoint key = P256.CURVE.getG().multiply(d).normalize();
    private final Bytes encoded = Bytes.of(key.getEncoded(false));

    @Setup(Level.Trial)
    public void choose() {
        verifier = EcdsaVerifier.valueOf(library);
    }

    @Benchmark
    public boolean verifyOfAnIssuer() {
        return P256.verify(verifier, key, message, signature);
    }

    @Benchmark
    public boolean verifyOfAModule() {
        return P256.verify(verifier, P256.point(encoded), message, signature);
    }

    @Benchmark
    public byte[] sign() {
        return P256.sign(d, message);
    }
}
