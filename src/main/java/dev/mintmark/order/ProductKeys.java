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
    static final Key PARTITION_TABLE = optional("partition-table", "partitions.csv");
    static final Key PARTITION_TABLE_OFFSET = optional("partition-table-offset", "0x8000");
    static final Key FACTORY_PARTITION = optional("factory-partition", "fctry");
    static final Key FLASH_ENCRYPTION = optional("flash-encryption", "enabled");
    static final Key NVS_ENCRYPTION = optional("nvs-encryption", "keys-partition");
    static final Key NVS_TEMPLATE = optional("nvs-template", "nvs.csv");
    static final Key ROTATING_ID = optional("rotating-id", "derived");
    static final Key MANUFACTURING_DATE = optional("manufacturing-date", "2026-11-28");
    static final Key PRODUCT_FINISH = optional("product-finish", "satin");
    static final Key PRODUCT_COLOR = optional("product-color", "white");
    static final Key PART_NUMBER = optional("part-number", "DL-1-EU");
    static final Key PRODUCT_URL = optional("product-url", "https://example.com/dl1");
    static final Key PRODUCT_LABEL = optional("product-label", "Demo light, warm white");
    static final Key CALENDAR_TYPES = optional("calendar-types", "[gregorian]");
    static final Key LOCALES = optional("locales", "[en-US, de-DE]");
    static final Key FIXED_LABELS = optional("fixed-labels", "[{endpoint: 1, label: room, value: hall}]");
    static final Key SUPPORTED_MODES = optional("supported-modes", "[{endpoint: 1, label: Eco, mode: 0}]");
    static final Key LOCATION_CAPABILITY = optional("location-capability", "indoor");
    static final Key DEVICE_TYPE = optional("device-type", "0x0100");
    static final Key LABEL_TEMPLATE = optional("label-template", "label.zpl");
    static final Key LABEL_PRINTER_DPI = optional("label-printer-dpi", "300");
    static final Key LABEL_SHEET = optional("label-sheet", "sheet.yaml");

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
            COMMISSIONABLE_DATA,
            PARTITION_TABLE,
            PARTITION_TABLE_OFFSET,
            FACTORY_PARTITION,
            FLASH_ENCRYPTION,
            NVS_ENCRYPTION,
            NVS_TEMPLATE,
            ROTATING_ID,
            MANUFACTURING_DATE,
            PRODUCT_FINISH,
            PRODUCT_COLOR,
            PART_NUMBER,
            PRODUCT_URL,
            PRODUCT_LABEL,
            CALENDAR_TYPES,
            LOCALES,
            FIXED_LABELS,
            SUPPORTED_MODES,
            LOCATION_CAPABILITY,
            DEVICE_TYPE,
            LABEL_TEMPLATE,
            LABEL_PRINTER_DPI,
            LABEL_SHEET);

    /** Of an item of {@link #FIXED_LABELS}; the first two also of {@link #SUPPORTED_MODES}. */
    static final Key ENDPOINT = required("endpoint", "1");

    static final Key LABEL = required("label", "room");
    static final Key VALUE = required("value", "hall");

    /** Of an item of {@link #SUPPORTED_MODES}. */
    static final Key MODE = required("mode", "0");

    static final Key TAGS = optional("tags", "[{value: 1}]");

    /** Of a tag, beside {@link #VALUE}. */
    static final Key MANUFACTURER = optional("manufacturer", "0x8000");

    private ProductKeys() {}
}
