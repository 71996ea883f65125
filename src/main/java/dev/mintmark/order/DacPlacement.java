package dev.mintmark.order;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a module's attestation data go.
 *
 * @param place of DAC and PAI
 * @param key how the firmware comes by the private key; of a secure-cert image only
 * @param ecdsaKeyId the eFuse key block, 0 to 5, counted from BLOCK_KEY0; with {@link KeyForm#ECDSA_PERIPHERAL} only
 * @param commissionable whether discriminator, salt, iteration count and verifier lie beside the DAC and not in NVS
 * @param hashed whether a secure-cert image ends behind its hash, or is filled up to its partition
 */
public record DacPlacement(
        Place place, Optional<KeyForm> key, Optional<Integer> ecdsaKeyId, boolean commissionable, boolean hashed) {
    static final int HIGHEST_KEY_ID = 5;

    /** As esp-matter-mfg-tool does by itself. */
    public static final DacPlacement NVS =
            new DacPlacement(Place.NVS, Optional.empty(), Optional.empty(), false, false);

    /** In what. */
    public enum Place {
        /** The factory partition. */
        NVS,
        /** An image of the {@code esp_secure_cert} partition. */
        SECURE_CERT,
        /** TLVs that the device appends to those in its {@code esp_secure_cert} partition. */
        FRAGMENTS,
        /** Nothing but the certificates by themselves, for firmware that keeps them its own way. */
        DER
    }

    /** What a secure-cert image says of the private key. */
    public enum KeyForm {
        /** Derived by the chip from its HMAC key and a salt, which the submission brings. */
        HMAC_DERIVED,
        /** Read by the chip's ECDSA peripheral alone. */
        ECDSA_PERIPHERAL,
        /** Made by the host and in the image. */
        IN_IMAGE
    }

    public DacPlacement {
        boolean image = place == Place.SECURE_CERT;
        if (key.isPresent() != image) {
            throw new IllegalArgumentException("a secure-cert image, and nothing else, says where the key is");
        }
        boolean peripheral = key.filter(KeyForm.ECDSA_PERIPHERAL::equals).isPresent();
        if (ecdsaKeyId.isPresent() != peripheral) {
            throw new IllegalArgumentException("the ECDSA peripheral, and nothing else, has a key id");
        }
        if ((commissionable || hashed) && !image) {
            throw new IllegalArgumentException("only a secure-cert image holds commissionable data or a hash");
        }
    }

    /** Whether each module's submission must bring the salt that its key is derived with. */
    public boolean needsKeySalt() {
        return key.filter(KeyForm.HMAC_DERIVED::equals).isPresent();
    }

    /** One line, from which nothing is missing that shapes a file. */
    public String term() {
        return "%s%s%s%s%s"
                .formatted(
                        word(place),
                        key.map(form -> " " + word(form)).orElse(""),
                        ecdsaKeyId.map(id -> " " + id).orElse(""),
                        commissionable ? " commissionable" : "",
                        hashed ? " hashed" : "");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
