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

/**
 * What a product's devices tell of themselves and where, as terms of an order. What is left out is no term, so that orders that started
 * before there was such a thing are still on the same terms.
 */
final class DetailTerms {
    /** Beyond, a list is bound by its hash: terms lie in one column and in the log. */
    private static final int LONGEST = 256;

    private final Map<String, String> terms = new TreeMap<>();

    private DetailTerms() {}

    static Map<String, String> of(Product product) {
        DetailTerms terms = new DetailTerms();
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
