package dev.mintmark.order;

import dev.mintmark.input.Fields;
import dev.mintmark.input.Forms;
import dev.mintmark.order.DacPlacement.KeyForm;
import dev.mintmark.order.DacPlacement.Place;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads who makes the modules' keys, and what of order and product goes with that. */
final class KeyFields {
    private static final Map<String, KeyOrigin> ORIGINS = Forms.words(KeyOrigin.values());

    private final Fields fields;

    KeyFields(Fields fields) {
        this.fields = fields;
    }

    Optional<KeyOrigin> read(Optional<Product> product, Optional<Path> submission, int spares) {
        var read = fields.one(OrderKeys.KEYS, Forms.word(OrderKeys.KEYS, ORIGINS), "usually module");
        if (read.isEmpty() && fields.find(OrderKeys.KEYS).isPresent()) {
            return read;
        }
        KeyOrigin keys = read.orElse(KeyOrigin.MODULE);
        boolean hostMade = keys == KeyOrigin.HOST_MADE;
        if (hostMade) {
            hostMade(submission, spares);
        } else if (fields.find(OrderKeys.SUBMISSION).isEmpty()) {
            fields.fault(
                    OrderKeys.SUBMISSION,
                    "\"submission\" is missing",
                    "for example \"submission: %s\"".formatted(OrderKeys.SUBMISSION.example()));
        }
        product.ifPresent(known -> placement(known, keys));
        return read;
    }

    private void hostMade(Optional<Path> submission, int spares) {
        if (submission.isPresent()) {
            fields.fault(
                    OrderKeys.SUBMISSION,
                    "submission and keys \"host-made\" do not go together",
                    "nobody sends requests for keys that the host makes: leave one of them out");
        }
        if (spares > 0) {
            fields.fault(
                    OrderKeys.SPARES,
                    "spares and keys \"host-made\" do not go together",
                    "they are for modules that make a new key: raise the quantity instead");
        }
    }

    private void placement(Product product, KeyOrigin keys) {
        DacPlacement placement = product.dacPlacement();
        boolean hasRoom = placement.place() == Place.NVS
                || placement.key().filter(KeyForm.IN_IMAGE::equals).isPresent();
        if (keys == KeyOrigin.HOST_MADE && !hasRoom) {
            fields.fault(
                    OrderKeys.KEYS,
                    "keys \"host-made\" and dac-placement \"%s\" do not go together".formatted(placement.term()),
                    "no file would hold the private key: write dac-placement: nvs, or secure-cert with secure-cert-key: in-image, in "
                            + product.file());
        }
        if (keys != KeyOrigin.HOST_MADE
                && placement.key().filter(KeyForm.IN_IMAGE::equals).isPresent()) {
            fields.fault(
                    OrderKeys.KEYS,
                    "secure-cert-key \"in-image\" is for keys \"host-made\" only",
                    "write keys: host-made, or another secure-cert-key in " + product.file());
        }
        if (keys != KeyOrigin.ADOPTED && product.dacSubject() == DacSubject.ANY) {
            fields.fault(
                    OrderKeys.KEYS,
                    "dac-subject \"any\" is for keys \"adopted\" only",
                    "write uuid or serial-number in %s: it is what this order's DACs are to say"
                            .formatted(product.file()));
        }
    }
}
