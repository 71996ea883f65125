package dev.mintmark.order;

import static dev.mintmark.input.Key.optional;
import static dev.mintmark.input.Key.required;

import dev.mintmark.input.Key;
import java.util.List;

/** The keys of an order in YAML, and the columns of an orders CSV. */
final class OrderKeys {
    static final Key ORDER = required("order", "PO-1001");
    static final Key PRODUCT = required("product", "../../templates/demo-light");
    static final Key QUANTITY = required("quantity", "1000");
    static final Key SPARES = optional("spares", "20");
    static final Key SUBMISSION = optional("submission", "submission.zip");
    static final Key ISSUER = required("issuer", "test");
    static final Key FACTORY = required("factory", "test");
    static final Key REFERENCE = optional("reference", "SO-4711/10");
    static final Key DUE = optional("due", "2026-12-01");
    static final Key NOT_BEFORE = optional("not-before", "2026-11-20T18:00:00+08:00");
    static final Key LOT_SIZE = optional("lot-size", "500");
    static final Key MODULES = optional("modules", "modules.csv");
    static final Key KIND = optional("kind", "manufacture");
    static final Key KEYS = optional("keys", "module");
    static final Key NVS_VALUES = optional("nvs-values", "values.csv");
    static final Key NVS_ENCRYPTION = optional("nvs-encryption", "keys-partition");

    static final List<Key> ALL = List.of(
            ORDER,
            PRODUCT,
            QUANTITY,
            SPARES,
            SUBMISSION,
            ISSUER,
            FACTORY,
            REFERENCE,
            DUE,
            NOT_BEFORE,
            LOT_SIZE,
            MODULES,
            KIND,
            KEYS,
            NVS_VALUES,
            NVS_ENCRYPTION);

    private OrderKeys() {}
}
