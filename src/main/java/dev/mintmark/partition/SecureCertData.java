package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What one module's {@code esp_secure_cert} partition says.
 *
 * @param attestation DAC and PAI; with the key if the host made it
 * @param keySalt 32 bytes that the chip derives its key with, from its HMAC key
 * @param keyBlock the eFuse block that the ECDSA peripheral has its key in: 4 to 9
 * @param commissionable empty if it is in NVS
 */
public record SecureCertData(
        DeviceAttestation attestation,
        Optional<Bytes> keySalt,
        Optional<Integer> keyBlock,
        Optional<Commissionable> commissionable) {
    public static final int KEY_SALT_LENGTH = 32;

    /** eFuse block of BLOCK_KEY0. */
    public static final int FIRST_KEY_BLOCK = 4;

    private static final int LAST_KEY_BLOCK = 9;
    private static final int RANDOM_LENGTH = 32;

    /**
     * What esp-matter-mfg-tool puts beside the commissionable data.
     *
     * @param rotatingId 16 bytes, for products with a rotating device identifier
     * @param random the values of subtypes 128 and 129, 32 bytes each, of which no meaning is published
     */
    public record Commissionable(CommissionableData data, Optional<Bytes> rotatingId, List<Bytes> random) {
        public Commissionable {
            rotatingId.ifPresent(id -> ChipFactoryKey.ROTATING_ID.check(id.size()));
            random = List.copyOf(random);
            boolean all = random.size() == 2 && random.stream().allMatch(value -> value.size() == RANDOM_LENGTH);
            if (!random.isEmpty() && !all) {
                throw new IllegalArgumentException("there are two random values of 32 bytes, or none");
            }
        }

        @Override
        public String toString() {
            return "commissionable data";
        }
    }

    public SecureCertData {
        if (keySalt.isPresent() && keySalt.get().size() != KEY_SALT_LENGTH) {
            throw new IllegalArgumentException("a key's salt is not %d bytes".formatted(KEY_SALT_LENGTH));
        }
        keyBlock.ifPresent(block -> {
            if (block < FIRST_KEY_BLOCK || block > LAST_KEY_BLOCK) {
                throw new IllegalArgumentException("eFuse block %d holds no key".formatted(block));
            }
        });
        int ways = (attestation.key().isPresent() ? 1 : 0)
                + (keySalt.isPresent() ? 1 : 0)
                + (keyBlock.isPresent() ? 1 : 0);
        if (ways != 1) {
            throw new IllegalArgumentException(
                    "the private key is in the image, derived, or in the ECDSA peripheral: one of them");
        }
    }

    @Override
    public String toString() {
        return "secure-cert data";
    }
}
