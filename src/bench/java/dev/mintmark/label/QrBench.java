package dev.mintmark.label;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The QR code of an onboarding payload: its modules, here and by the library alone, and the whole file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QrBench {
    public String payload = "MT:Y.K9042C00KA0648G00";

    @Benchmark
    public QrSymbol symbol() {
        return QrSymbol.of(payload);
    }

    @Benchmark
    public QrCode symbolByTheLibrary() {
        return QrCode.encodeSegments(
                QrSegment.makeSegments(payload), QrCode.Ecc.MEDIUM, 2, QrCode.MAX_VERSION, -1, false);
    }

    @Benchmark
    public byte[] file() {
        return QrPng.write(payload);
    }
}
