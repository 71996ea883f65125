package dev.mintmark.order;

import dev.mintmark.input.Fields;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.order.DacPlacement.KeyForm;
import dev.mintmark.order.DacPlacement.Place;
import java.util.Map;
import java.util.Optional;

/** Reads what product.yaml says of the DAC's place. What would be left without effect there is a fault. */
final class PlacementFields {
    private static final Map<String, Place> PLACES = Forms.words(Place.values());
    private static final Map<String, KeyForm> KEY_FORMS = Forms.words(KeyForm.values());

    private enum Commissionable {
        NVS,
        SECURE_CERT
    }

    private enum Extent {
        FILLED,
        HASHED
    }

    private static final Map<String, Commissionable> COMMISSIONABLE = Forms.words(Commissionable.values());
    private static final Map<String, Extent> EXTENTS = Forms.words(Extent.values());

    private final Fields fields;

    PlacementFields(Fields fields) {
        this.fields = fields;
    }

    /** Empty if anything is wrong with it, which is then among the faults. */
    Optional<DacPlacement> read() {
        var place = word(ProductKeys.DAC_PLACEMENT, PLACES);
        var key = word(ProductKeys.SECURE_CERT_KEY, KEY_FORMS);
        var keyId = fields.one(
                ProductKeys.ECDSA_KEY_ID,
                Forms.integer(ProductKeys.ECDSA_KEY_ID, 0, DacPlacement.HIGHEST_KEY_ID),
                "0 is eFuse BLOCK_KEY0");
        var commissionable = word(ProductKeys.COMMISSIONABLE_DATA, COMMISSIONABLE);
        var extent = word(ProductKeys.SECURE_CERT_IMAGE, EXTENTS);
        if (place.isEmpty() && fields.find(ProductKeys.DAC_PLACEMENT).isPresent()) {
            return Optional.empty();
        }
        Place where = place.orElse(Place.NVS);
        if (where == Place.SECURE_CERT) {
            require(ProductKeys.SECURE_CERT_KEY, "without it the firmware could not sign");
        } else {
            refuse(ProductKeys.SECURE_CERT_KEY, where);
            refuse(ProductKeys.SECURE_CERT_IMAGE, where);
            commissionable
                    .filter(Commissionable.SECURE_CERT::equals)
                    .ifPresent(chosen -> refuse(ProductKeys.COMMISSIONABLE_DATA, where));
        }
        boolean peripheral = key.filter(KeyForm.ECDSA_PERIPHERAL::equals).isPresent();
        if (peripheral) {
            require(ProductKeys.ECDSA_KEY_ID, "the firmware asks which eFuse block holds the key");
        } else if (fields.find(ProductKeys.ECDSA_KEY_ID).isPresent()) {
            fields.fault(
                    ProductKeys.ECDSA_KEY_ID,
                    "ecdsa-key-id goes with secure-cert-key \"ecdsa-peripheral\" only",
                    "leave it out");
        }
        if (fields.faulty()) {
            return Optional.empty();
        }
        return Optional.of(new DacPlacement(
                where,
                key,
                keyId,
                commissionable.filter(Commissionable.SECURE_CERT::equals).isPresent(),
                extent.filter(Extent.HASHED::equals).isPresent()));
    }

    private <T> Optional<T> word(Key key, Map<String, T> words) {
        return fields.one(key, Forms.word(key, words), "");
    }

    private void require(Key key, String why) {
        if (fields.find(key).isEmpty()) {
            fields.fault(
                    key,
                    "\"%s\" is missing".formatted(key.text()),
                    "%s; for example \"%s: %s\"".formatted(why, key.text(), key.example()));
        }
    }

    private void refuse(Key key, Place place) {
        if (fields.find(key).isPresent()) {
            fields.fault(
                    key,
                    "%s goes with dac-placement \"secure-cert\" only, and this product's is \"%s\""
                            .formatted(key.text(), place.name().toLowerCase(java.util.Locale.ROOT)),
                    "leave it out, or write dac-placement: secure-cert");
        }
    }
}
