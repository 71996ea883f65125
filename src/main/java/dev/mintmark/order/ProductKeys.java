package dev.mintmark.order;

import static dev.mintmark.input.Key.optional;
import static dev.mintmark.input.Key.required;

import dev.mintmark.input.Key;
import java.util.List;

/** The keys of product.yaml. */
final class ProductKeys {
    static final Key VENDOR_ID = required("vendor-id", "FFF1");
    static final Key PRODUCT_ID = required("product-id", "8001");
    static final Key VENDOR_NAME = required("vendor-name", "Demo Lights");
    static final Key PRODUCT_NAME = required("product-name", "Demo Light 1");
    static final Key CERTIFICATION_DECLARATION = required("certification-declaration", "cd.der");
    static final Key ITERATION_COUNT = required("iteration-count", "10000");
    static final Key HARDWARE_VERSION = optional("hardware-version", "1");
    static final Key HARDWARE_VERSION_STRING = optional("hardware-version-string", "rev-a");
    static final Key COMMISSIONING_FLOW = optional("commissioning-flow", "standard");
    static final Key DISCOVERY_CAPABILITIES = optional("discovery-capabilities", "[ble]");
    static final Key DAC_SUBJECT = optional("dac-subject", "uuid");
    static final Key SERIAL_NUMBER_PATTERN = optional("serial-number-pattern", "DL1-{order}-{seq:6}");
    static final Key PARTITION_SIZE = optional("partition-size", "0x6000");
    static final Key DAC_PLACEMENT = optional("dac-placement", "secure-cert");
    static final Key SECURE_CERT_KEY = optional("secure-cert-key", "hmac-derived");
    static final Key ECDSA_KEY_ID = optional("ecdsa-key-id", "0");
    static final Key SECURE_CERT_IMAGE = optional("secure-cert-image", "filled");
    static final Key COMMISSIONABLE_DATA = optional("commissionable-data", "nvs");

    static final List<Key> ALL = List.of(
            VENDOR_ID,
            PRODUCT_ID,
            VENDOR_NAME,
            PRODUCT_NAME,
            CERTIFICATION_DECLARATION,
            ITERATION_COUNT,
            HARDWARE_VERSION,
            HARDWARE_VERSION_STRING,
            COMMISSIONING_FLOW,
            DISCOVERY_CAPABILITIES,
            DAC_SUBJECT,
            SERIAL_NUMBER_PATTERN,
            PARTITION_SIZE,
            DAC_PLACEMENT,
            SECURE_CERT_KEY,
            ECDSA_KEY_ID,
            SECURE_CERT_IMAGE,
            COMMISSIONABLE_DATA);

    private ProductKeys() {}
}
