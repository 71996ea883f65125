package dev.mintmark.format.matter;

/** The ways in which PBKDF2-HMAC-SHA256 is computed for many passwords. All give the same bytes. */
enum DerivationPath implements VerifierBatch.Derivation {
    /** By the JDK's SHA-256, on every machine. */
    ONE_BY_ONE {
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
    LANES {
        @Override
        boolean isPresent() {
            return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        }

        @Override
        public byte[][] derive(byte[][] passwords, byte[][] salts, int iterations, int length) {
            return Pbkdf2Lanes.derive(passwords, salts, iterations, length);
        }
    };

    abstract boolean isPresent();
}
