package dev.mintmark.format.lanes;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link HmacLanes} in the processor's vectors, by {@code jdk.incubator.vector}: touched only where that module is present.
 *
 * <p>Vectors are objects that only C2 makes away with, and it gives up on methods of ours called in between once a body is
 * large. So a round is written out, in a loop, and a hash's state passes from method to method in memory.
 */
public final class VectorHmacLanes implements HmacLanes {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

    /** 16 with AVX-512, 8 with AVX2, 4 with NEON. */
    private static final int COUNT = SPECIES.length();

    private static final int ROUNDS = 64;
    private static final int STATE = HASH_WORDS * COUNT;
    private static final int BLOCK = BLOCK_WORDS * COUNT;
    private static final int INNER_PAD = 0x36363636;
    private static final int OUTER_PAD = 0x5C5C5C5C;

    /** Bits of a block and a hash, which are what each HMAC but the first is made of. */
    private static final int BITS = (BLOCK_WORDS + HASH_WORDS) * Integer.SIZE;

    /** FIPS 180-4 4.2.2. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** FIPS 180-4 5.3.3, the same in all lanes. */
    private static final int[] INITIAL =
            inAllLanes(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);

    /** Message schedule: the block, then what is expanded from it. */
    private final int[] w = new int[ROUNDS * COUNT];

    private final int[] state = new int[STATE];
    private final int[] inner = new int[STATE];
    private final int[] outer = new int[STATE];

    private static int[] inAllLanes(int... words) {
        int[] lanes = new int[words.length * COUNT];
        for (int i = 0; i < words.length; i++) {
            Arrays.fill(lanes, i * COUNT, (i + 1) * COUNT, words[i]);
        }
        return lanes;
    }

    @Override
    public int count() {
        return COUNT;
    }

    @Override
    public void chain(int[] keys, int[] first, int iterations, int[] sum) {
        key(keys, INNER_PAD, inner);
        key(keys, OUTER_PAD, outer);
        System.arraycopy(first, 0, w, 0, BLOCK);
        compress(inner);
        padHash();
        compress(outer);
        System.arraycopy(w, 0, sum, 0, STATE);
        for (int i = 1; i < iterations; i++) {
            compress(inner);
            compress(outer);
            for (int at = 0; at < STATE; at += COUNT) {
                IntVector.fromArray(SPECIES, sum, at)
                        .lanewise(VectorOperators.XOR, IntVector.fromArray(SPECIES, w, at))
                        .intoArray(sum, at);
            }
        }
    }

    private void key(int[] keys, int pad, int[] to) {
        for (int i = 0; i < BLOCK; i++) {
            w[i] = keys[i] ^ pad;
        }
        compress(INITIAL);
        System.arraycopy(w, 0, to, 0, STATE);
    }

    /** Behind a hash that is a message: what makes it a block (FIPS 180-4 5.1.1). Compressing leaves it as it is. */
    private void padHash() {
        Arrays.fill(w, STATE, STATE + COUNT, 0x80000000);
        Arrays.fill(w, STATE + COUNT, BLOCK - COUNT, 0);
        Arrays.fill(w, BLOCK - COUNT, BLOCK, BITS);
    }

    /** FIPS 180-4 6.2.2: the block in {@link #w} under the hash value {@code from}; the new one takes the block's first words. */
    private void compress(int[] from) {
        expand(w);
        rounds(from, w, state);
        for (int at = 0; at < STATE; at += COUNT) {
            IntVector.fromArray(SPECIES, from, at)
                    .add(IntVector.fromArray(SPECIES, state, at))
                    .intoArray(w, at);
        }
    }

    private static void expand(int[] w) {
        for (int at = BLOCK; at < ROUNDS * COUNT; at += COUNT) {
            IntVector x = IntVector.fromArray(SPECIES, w, at - 15 * COUNT);
            IntVector y = IntVector.fromArray(SPECIES, w, at - 2 * COUNT);
            IntVector sigma0 = x.lanewise(VectorOperators.ROR, 7)
                    .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.ROR, 18))
                    .lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 3));
            IntVector sigma1 = y.lanewise(VectorOperators.ROR, 17)
                    .lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.ROR, 19))
                    .lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHR, 10));
            IntVector.fromArray(SPECIES, w, at - 16 * COUNT)
                    .add(IntVector.fromArray(SPECIES, w, at - 7 * COUNT))
                    .add(sigma0)
                    .add(sigma1)
                    .intoArray(w, at);
        }
    }

    private static void rounds(int[] from, int[] w, int[] to) {
        IntVector a = IntVector.fromArray(SPECIES, from, 0);
        IntVector b = IntVector.fromArray(SPECIES, from, COUNT);
        IntVector c = IntVector.fromArray(SPECIES, from, 2 * COUNT);
        IntVector d = IntVector.fromArray(SPECIES, from, 3 * COUNT);
        IntVector e = IntVector.fromArray(SPECIES, from, 4 * COUNT);
        IntVector f = IntVector.fromArray(SPECIES, from, 5 * COUNT);
        IntVector g = IntVector.fromArray(SPECIES, from, 6 * COUNT);
        IntVector h = IntVector.fromArray(SPECIES, from, 7 * COUNT);
        for (int t = 0; t < ROUNDS; t++) {
            IntVector t1 = h.add(e.lanewise(VectorOperators.ROR, 6)
                            .lanewise(VectorOperators.XOR, e.lanewise(VectorOperators.ROR, 11))
                            .lanewise(VectorOperators.XOR, e.lanewise(VectorOperators.ROR, 25)))
                    .add(f.lanewise(VectorOperators.XOR, g)
                            .lanewise(VectorOperators.AND, e)
                            .lanewise(VectorOperators.XOR, g))
                    .add(IntVector.fromArray(SPECIES, w, t * COUNT))
                    .add(IntVector.broadcast(SPECIES, K[t]));
            IntVector t2 = a.lanewise(VectorOperators.ROR, 2)
                    .lanewise(VectorOperators.XOR, a.lanewise(VectorOperators.ROR, 13))
                    .lanewise(VectorOperators.XOR, a.lanewise(VectorOperators.ROR, 22))
                    .add(a.lanewise(VectorOperators.AND, b)
                            .lanewise(
                                    VectorOperators.OR,
                                    a.lanewise(VectorOperators.OR, b).lanewise(VectorOperators.AND, c)));
            h = g;
            g = f;
            f = e;
            e = d.add(t1);
            d = c;
            c = b;
            b = a;
            a = t1.add(t2);
        }
        a.intoArray(to, 0);
        b.intoArray(to, COUNT);
        c.intoArray(to, 2 * COUNT);
        d.intoArray(to, 3 * COUNT);
        e.intoArray(to, 4 * COUNT);
        f.intoArray(to, 5 * COUNT);
        g.intoArray(to, 6 * COUNT);
        h.intoArray(to, 7 * COUNT);
    }

    @Override
    public void close() {
        for (int[] secret : new int[][] {w, state, inner, outer}) {
            Arrays.fill(secret, 0);
        }
    }
}
