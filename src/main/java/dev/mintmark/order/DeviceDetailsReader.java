package dev.mintmark.order;

import dev.mintmark.format.matter.CalendarType;
import dev.mintmark.format.matter.LocationCapability;
import dev.mintmark.format.matter.ProductColor;
import dev.mintmark.format.matter.ProductFinish;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.Value.Sequence;
import dev.mintmark.order.SupportedMode.SemanticTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads from a product's file what its devices tell of themselves. */
final class DeviceDetailsReader {
    private static final Map<String, ProductFinish> FINISHES = Forms.words(ProductFinish.values());
    private static final Map<String, ProductColor> COLORS = Forms.words(ProductColor.values());
    private static final Map<String, CalendarType> CALENDARS = Forms.words(CalendarType.values());
    private static final Map<String, LocationCapability> LOCATIONS = Forms.words(LocationCapability.values());

    private final Fields product;
    private final Faults faults;
    private boolean faulty;

    DeviceDetailsReader(Fields product, Faults faults) {
        this.product = product;
        this.faults = faults;
    }

    /**
     * @return empty if anything is wrong with the lists in it, which is then among the faults
     */
    Optional<DeviceDetails> read() {
        var finish = product.one(ProductKeys.PRODUCT_FINISH, Forms.word(ProductKeys.PRODUCT_FINISH, FINISHES), "");
        var color = product.one(ProductKeys.PRODUCT_COLOR, Forms.word(ProductKeys.PRODUCT_COLOR, COLORS), "");
        var partNumber = text(product, ProductKeys.PART_NUMBER, DeviceDetails.LONGEST_PART_NUMBER);
        var url = product.one(ProductKeys.PRODUCT_URL, DeviceDetails::requireUrl, "as a browser takes it");
        var label = text(product, ProductKeys.PRODUCT_LABEL, DeviceDetails.LONGEST_LABEL);
        var calendars = product.many(
                ProductKeys.CALENDAR_TYPES, Forms.word(ProductKeys.CALENDAR_TYPES, CALENDARS), "usually gregorian");
        var locales = product.many(ProductKeys.LOCALES, DeviceDetails::requireLocale, "such as en-US");
        var labels = items(product, ProductKeys.FIXED_LABELS, this::label);
        var modes = items(product, ProductKeys.SUPPORTED_MODES, this::mode);
        var location = product.one(
                ProductKeys.LOCATION_CAPABILITY, Forms.word(ProductKeys.LOCATION_CAPABILITY, LOCATIONS), "");
        var deviceType = product.one(
                ProductKeys.DEVICE_TYPE,
                Forms.number(ProductKeys.DEVICE_TYPE, 0, DeviceDetails.HIGHEST_DEVICE_TYPE),
                "0x0100 is an on/off light");
        keys(ProductKeys.FIXED_LABELS, labels, List.of());
        keys(ProductKeys.SUPPORTED_MODES, List.of(), modes);
        if (faulty || product.faulty()) {
            return Optional.empty();
        }
        return Optional.of(new DeviceDetails(
                finish,
                color,
                partNumber,
                url,
                label,
                Set.copyOf(calendars),
                locales,
                labels,
                modes,
                location,
                deviceType));
    }

    private void keys(Key key, List<FixedLabel> labels, List<SupportedMode> modes) {
        try {
            DeviceDetails.requireKeys(labels, modes);
        } catch (IllegalArgumentException e) {
            product.fault(key, e.getMessage(), "number endpoints low, and give each of them few");
        }
    }

    private Optional<FixedLabel> label(Mapping mapping) {
        Fields item = new Fields(mapping, List.of(ProductKeys.ENDPOINT, ProductKeys.LABEL, ProductKeys.VALUE), faults);
        var endpoint = number(item, ProductKeys.ENDPOINT, DeviceDetails.HIGHEST_ENDPOINT);
        var label = text(item, ProductKeys.LABEL, FixedLabel.LONGEST);
        var value = text(item, ProductKeys.VALUE, FixedLabel.LONGEST);
        return good(item)
                ? Optional.of(new FixedLabel(endpoint.orElseThrow(), label.orElseThrow(), value.orElseThrow()))
                : Optional.empty();
    }

    private Optional<SupportedMode> mode(Mapping mapping) {
        Fields item = new Fields(
                mapping, List.of(ProductKeys.ENDPOINT, ProductKeys.LABEL, ProductKeys.MODE, ProductKeys.TAGS), faults);
        var endpoint = number(item, ProductKeys.ENDPOINT, DeviceDetails.HIGHEST_ENDPOINT);
        var label = text(item, ProductKeys.LABEL, SupportedMode.LONGEST_LABEL);
        var mode = number(item, ProductKeys.MODE, SupportedMode.HIGHEST);
        List<SemanticTag> tags = items(item, ProductKeys.TAGS, this::tag);
        return good(item)
                ? Optional.of(new SupportedMode(endpoint.orElseThrow(), label.orElseThrow(), mode.orElseThrow(), tags))
                : Optional.empty();
    }

    private Optional<SemanticTag> tag(Mapping mapping) {
        Fields item = new Fields(mapping, List.of(ProductKeys.VALUE, ProductKeys.MANUFACTURER), faults);
        var value = number(item, ProductKeys.VALUE, SemanticTag.HIGHEST);
        var manufacturer = number(item, ProductKeys.MANUFACTURER, SemanticTag.HIGHEST);
        return good(item)
                ? Optional.of(new SemanticTag(value.orElseThrow(), manufacturer.orElse(0)))
                : Optional.empty();
    }

    /** The mappings of a list; what else stands in it is a fault. */
    private <T> List<T> items(Fields fields, Key key, Function<Mapping, Optional<T>> read) {
        Optional<Value> value = fields.find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<Value> written = value.get() instanceof Sequence sequence ? sequence.items() : List.of();
        if (written.isEmpty() || !written.stream().allMatch(Mapping.class::isInstance)) {
            fields.fault(
                    key,
                    "\"%s\" is not a list of mappings".formatted(key.text()),
                    "write %s: %s".formatted(key.text(), key.example()));
            return List.of();
        }
        List<T> items = new ArrayList<>();
        written.forEach(item -> read.apply((Mapping) item).ifPresent(items::add));
        return items;
    }

    private boolean good(Fields item) {
        faulty |= item.faulty();
        return !item.faulty();
    }

    private static Optional<Integer> number(Fields fields, Key key, int max) {
        return fields.one(key, Forms.number(key, 0, max), "").map(Long::intValue);
    }

    private static Optional<String> text(Fields fields, Key key, int longest) {
        return fields.one(key, text -> Product.requireText(key.text(), text, longest), "");
    }
}
