package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.DacPlacement;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.FlashLayout;
import dev.mintmark.order.ManufacturingDateSource;
import dev.mintmark.order.Product;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of a product an order is bound to. Of what its devices tell of themselves, what is left out is no term, so that orders that
 * started before there was such a thing are still on the same terms.
 */
final class ProductTerms {
    /** Beyond, a list is bound by its hash: terms lie in one column and in the log. */
    private static final int LONGEST = 256;

    private final Map<String, String> terms = new TreeMap<>();

    private ProductTerms() {}

    static Map<String, String> of(Product product, ProductMaterial material) {
        Map<String, String> terms = new TreeMap<>();
        terms.put("product vendor-id", product.vendorId().hex());
        terms.put("product product-id", product.productId().hex());
        terms.put("product vendor-name", product.vendorName());
        terms.put("product product-name", product.productName());
        terms.put(
                "product certification-declaration",
                material.certificationDeclaration().sha256Digest().hex());
        terms.put("product iteration-count", String.valueOf(product.iterationCount()));
        terms.put(
                "product hardware-version",
                product.hardwareVersion().map(String::valueOf).orElse(""));
        terms.put(
                "product hardware-version-string",
                product.hardwareVersionString().orElse(""));
        terms.put("product commissioning-flow", product.commissioningFlow().name());
        terms.put(
                "product discovery",
                product.discovery().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
        terms.put("product dac-subject", product.dacSubject().name());
        terms.put(
                "product serial-number-pattern",
                product.serialNumberPattern().map(Object::toString).orElse(""));
        terms.put("product partition-size", String.valueOf(product.partitionSize()));
        terms.putAll(material.labels().terms());
        if (product.nvsTemplate().isPresent()) {
            terms.put(
                    "product nvs-template",
                    material.makerKeys().template().sha256().hex());
        }
        terms.putAll(details(product));
        return terms;
    }

    private static Map<String, String> details(Product product) {
        ProductTerms terms = new ProductTerms();
        DeviceDetails details = product.details();
        terms.put("hardware-version", product.hardwareVersion());
        terms.put("hardware-version-string", product.hardwareVersionString());
        terms.put("nvs-encryption", defaulted(product.nvsEncryption()));
        terms.put(
                "dac-placement",
                Optional.of(product.dacPlacement())
                        .filter(placement -> !placement.equals(DacPlacement.NVS))
                        .map(DacPlacement::term));
        terms.put("flash", product.flash().map(FlashLayout::term));
        terms.put("rotating-id", defaulted(product.rotatingId()));
        terms.put(
                "manufacturing-date",
                product.manufacturingDate()
                        .map(source -> source instanceof ManufacturingDateSource.Fixed fixed
                                ? fixed.date().text()
                                : "per-module"));
        terms.put("product-finish", details.finish());
        terms.put("product-color", details.color());
        terms.put("part-number", details.partNumber());
        terms.put("product-url", details.productUrl());
        terms.put("product-label", details.productLabel());
        terms.put("calendar-types", listed(details.calendars()));
        terms.put("locales", listed(details.locales()));
        terms.put("fixed-labels", listed(details.fixedLabels()));
        terms.put("supported-modes", listed(details.supportedModes()));
        terms.put("location-capability", details.locationCapability());
        terms.put("device-type", details.deviceType());
        return terms.terms;
    }

    private void put(String name, Optional<?> value) {
        value.map(Object::toString).ifPresent(text -> terms.put("product " + name, shortened(text)));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : "SHA-256 "
                        + Bytes.sha256Of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static Optional<String> listed(java.util.Collection<?> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(items.toString());
    }

    private static Optional<String> defaulted(Enum<?> constant) {
        return constant.ordinal() == 0 ? Optional.empty() : Optional.of(constant.name());
    }
}
