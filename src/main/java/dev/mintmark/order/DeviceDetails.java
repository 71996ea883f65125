package dev.mintmark.order;

import dev.mintmark.format.matter.CalendarType;
import dev.mintmark.format.matter.LocationCapability;
import dev.mintmark.format.matter.ProductColor;
import dev.mintmark.format.matter.ProductFinish;
import dev.mintmark.input.FileSafe;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a product's devices tell of themselves, beside names and versions; the firmware reads it from the factory partition. All
 * of it may be left out.
 *
 * @param partNumber 1 to 32 bytes of UTF-8 (Matter Core 11.1.5.12)
 * @param productUrl 8 to 256 printable ASCII characters (Matter Core 11.1.5.13)
 * @param productLabel 1 to 64 bytes of UTF-8 (Matter Core 11.1.5.14)
 * @param locales BCP 47, 2 to 35 characters, each once (Matter Core 11.3)
 * @param fixedLabels grouped by endpoint
 * @param supportedModes grouped by endpoint
 * @param deviceType the primary one, 0 to 0xFFFFFFFF (Matter Core 7.15.2)
 */
public record DeviceDetails(
        Optional<ProductFinish> finish,
        Optional<ProductColor> color,
        Optional<String> partNumber,
        Optional<String> productUrl,
        Optional<String> productLabel,
        Set<CalendarType> calendars,
        List<String> locales,
        List<FixedLabel> fixedLabels,
        List<SupportedMode> supportedModes,
        Optional<LocationCapability> locationCapability,
        Optional<Long> deviceType) {
    static final int LONGEST_PART_NUMBER = 32;
    static final int LONGEST_LABEL = 64;
    static final int LONGEST_URL = 256;
    static final int HIGHEST_ENDPOINT = 0xFFFE;
    static final long HIGHEST_DEVICE_TYPE = 0xFFFF_FFFFL;

    /** Of the keys that the firmware puts together, in a buffer of 15 bytes (ESP32DeviceInfoProvider). */
    private static final int LONGEST_KEY = 14;

    private static final int MOST_LOCALES = 32;

    /** A product that tells nothing of this. */
    public static final DeviceDetails NONE = new DeviceDetails(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    public DeviceDetails {
        partNumber.ifPresent(text -> requireText("part-number", text, LONGEST_PART_NUMBER));
        productUrl.ifPresent(DeviceDetails::requireUrl);
        productLabel.ifPresent(text -> requireText("product-label", text, LONGEST_LABEL));
        EnumSet<CalendarType> sorted = EnumSet.noneOf(CalendarType.class);
        sorted.addAll(calendars);
        calendars = Collections.unmodifiableSet(sorted);
        locales.forEach(DeviceDetails::requireLocale);
        if (new HashSet<>(locales).size() < locales.size() || locales.size() > MOST_LOCALES) {
            throw new IllegalArgumentException("a locale stands twice, or there are more than " + MOST_LOCALES);
        }
        locales = List.copyOf(locales);
        fixedLabels = grouped(fixedLabels, FixedLabel::endpoint);
        supportedModes = grouped(supportedModes, SupportedMode::endpoint);
        requireKeys(fixedLabels, supportedModes);
        deviceType.ifPresent(type -> requireRange("device-type", type, HIGHEST_DEVICE_TYPE));
    }

    /** By endpoint, those in the order in which they come first: so they lie in the partition. */
    private static <T> List<T> grouped(List<T> items, Function<T, Integer> endpoint) {
        return byEndpoint(items, endpoint).values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    /** The items of each endpoint, in their order. */
    public static <T> Map<Integer, List<T>> byEndpoint(List<T> items, Function<T, Integer> endpoint) {
        return items.stream().collect(Collectors.groupingBy(endpoint, LinkedHashMap::new, Collectors.toList()));
    }

    /** Throws if the firmware could not put together the key of one of these, or would find two under one name. */
    static void requireKeys(List<FixedLabel> labels, List<SupportedMode> modes) {
        byEndpoint(labels, FixedLabel::endpoint).forEach((endpoint, items) -> {
            requireKey("fl-k/%x/%x".formatted(endpoint, items.size() - 1));
            requireOnce("label", endpoint, items.stream().map(FixedLabel::label).toList());
        });
        byEndpoint(modes, SupportedMode::endpoint).forEach((endpoint, items) -> {
            requireKey("sm-st-sz/%x/%x".formatted(endpoint, items.size() - 1));
            requireOnce(
                    "mode", endpoint, items.stream().map(SupportedMode::mode).toList());
            for (int i = 0; i < items.size(); i++) {
                requireKey("st-mfg/%x/%x/%x"
                        .formatted(endpoint, i, Math.max(0, items.get(i).tags().size() - 1)));
            }
        });
    }

    private static void requireKey(String key) {
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "the NVS key %s would have more than %d characters, which the firmware does not find"
                            .formatted(key, LONGEST_KEY));
        }
    }

    private static void requireOnce(String what, int endpoint, List<?> items) {
        if (new HashSet<>(items).size() < items.size()) {
            throw new IllegalArgumentException("endpoint %d has a %s twice".formatted(endpoint, what));
        }
    }

    static String requireText(String what, String text, int longest) {
        return Product.requireText(what, text, longest);
    }

    static String requireUrl(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (!text.matches("https?://[!-~]+") || length > LONGEST_URL) {
            throw new IllegalArgumentException(
                    "product-url \"%s\" does not begin with https:// or http://, has spaces or other than ASCII, or is longer than %d"
                            .formatted(FileSafe.printable(text), LONGEST_URL));
        }
        return text;
    }

    static String requireLocale(String text) {
        if (!text.matches("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*") || text.length() > 35) {
            throw new IllegalArgumentException(
                    "locale \"%s\" is no language tag of at most 35 characters".formatted(FileSafe.printable(text)));
        }
        return text;
    }

    static void requireEndpoint(int endpoint) {
        requireRange("endpoint", endpoint, HIGHEST_ENDPOINT);
    }

    static void requireRange(String what, long value, long highest) {
        if (value < 0 || value > highest) {
            throw new IllegalArgumentException("%s %d is not within 0 and %d".formatted(what, value, highest));
        }
    }
}
