package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * CPU milliseconds of a verifier, computed as a run computes it: 32 modules at a time, in the way that is found to be the fastest.
 * Arguments: iteration counts. Writes a line each: the count, the best of many batches.
 */
public final class VerifierSpeed {
    private static final int MODULES = Spake2pVerifier.TOGETHER;
    private static final long NANOS_A_COUNT = 6_000_000_000L;

    private VerifierSpeed() {}

    public static void main(String[] counts) {
        Random random = new Random(16);
        List<Passcode> passcodes = IntStream.range(0, MODULES)
                .mapToObj(i -> new Passcode(1_000_000 + random.nextInt(1_000_000)))
                .toList();
        List<Bytes> salts = IntStream.range(0, MODULES)
                .mapToObj(i -> {
                    byte[] salt = new byte[32];
                    random.nextBytes(salt);
                    return Bytes.of(salt);
                })
                .toList();
        for (String count : counts) {
            long end = cpu() + NANOS_A_COUNT;
            long best = Long.MAX_VALUE;
            while (cpu() < end) {
                long start = cpu();
                Spake2pVerifier.computeAll(passcodes, salts, Integer.parseInt(count))
                        .forEach(SecretBytes::close);
                best = Math.min(best, cpu() - start);
            }
            System.out.printf("%s %.5f%n", count, best / 1e6 / MODULES);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
