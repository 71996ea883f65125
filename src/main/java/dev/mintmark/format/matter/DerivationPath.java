package dev.mintmark.format.matter;

import dev.mintmark.format.lanes.NativeHmacLanes;
import dev.mintmark.format.lanes.VectorHmacLanes;

/** The ways in which PBKDF2-HMAC-SHA256 is computed for many passwords. All give the same bytes. */
enum DerivationPath implements VerifierBatch.Derivation {
    /** By the JDK's SHA-256, on every machine. */
    ONE_BY_ONE(null) {
        @Override
        boolean isPresent() {
            return true;
        }

        @Override
        public byte[][] derive(byte[][] passwords, byte[][] salts, int iterations, int length) {
            byte[][] derived = new byte[passwords.length][];
            for (int i = 0; i < passwords.length; i++) {
                derived[i] = Pbkdf2.derive(passwords[i], salts[i], iterations, length);
            }
            return derived;
        }
    },

    /** Side by side in vectors, where java was started with the module for that. */
    VECTORS(null) {
        @Override
        boolean isPresent() {
            return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        }

        @Override
        public byte[][] derive(byte[][] passwords, byte[][] salts, int iterations, int length) {
            return Pbkdf2Lanes.derive(new VectorHmacLanes(), passwords, salts, iterations, length);
        }
    },

    AVX_512(NativeHmacLanes.Way.AVX_512),
    AVX_512_TWICE(NativeHmacLanes.Way.AVX_512_TWICE),
    AVX_2(NativeHmacLanes.Way.AVX_2),
    SHA_NI_1(NativeHmacLanes.Way.SHA_NI_1),
    SHA_NI_2(NativeHmacLanes.Way.SHA_NI_2),
    SHA_NI_3(NativeHmacLanes.Way.SHA_NI_3),
    SHA_NI_4(NativeHmacLanes.Way.SHA_NI_4);

    private final NativeHmacLanes.Way way;

    DerivationPath(NativeHmacLanes.Way way) {
        this.way = way;
    }

    /** Whether it is one of the library's. */
    boolean isNative() {
        return way != null;
    }

    boolean isPresent() {
        return way.isPresent();
    }

    @Override
    public byte[][] derive(byte[][] passwords, byte[][] salts, int iterations, int length) {
        return Pbkdf2Lanes.derive(new NativeHmacLanes(way), passwords, salts, iterations, length);
    }

    /** For people; of the library's ways. */
    String text() {
        return way.toString();
    }
}
