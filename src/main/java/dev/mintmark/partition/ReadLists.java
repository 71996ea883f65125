package dev.mintmark.partition;

import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.order.FixedLabel;
import dev.mintmark.order.SupportedMode;
import dev.mintmark.order.SupportedMode.SemanticTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link DeviceLists} writes. Each key is asked for once; {@link #requireNoneLeft} tells what nothing asked for. */
final class ReadLists {
    private static final String LABELS = "fl-sz/";
    private static final String MODES = "sm-sz/";

    private final Map<String, NvsValue> left = new LinkedHashMap<>();

    void add(NvsEntry entry) {
        left.put(entry.key(), entry.value());
    }

    List<String> locales() {
        List<String> locales = new ArrayList<>();
        int size = left.containsKey("locale-sz") ? number("locale-sz") : 0;
        for (int i = 0; i < size; i++) {
            locales.add(text("locale/%x".formatted(i)));
        }
        return locales;
    }

    List<FixedLabel> fixedLabels() {
        List<FixedLabel> labels = new ArrayList<>();
        for (int endpoint : endpoints(LABELS)) {
            int size = number(LABELS + Integer.toHexString(endpoint));
            for (int i = 0; i < size; i++) {
                labels.add(new FixedLabel(
                        endpoint,
                        text("fl-k/%x/%x".formatted(endpoint, i)),
                        text("fl-v/%x/%x".formatted(endpoint, i))));
            }
        }
        return labels;
    }

    List<SupportedMode> supportedModes() {
        List<SupportedMode> modes = new ArrayList<>();
        for (int endpoint : endpoints(MODES)) {
            int size = number(MODES + Integer.toHexString(endpoint));
            for (int i = 0; i < size; i++) {
                modes.add(new SupportedMode(
                        endpoint,
                        text("sm-label/%x/%x".formatted(endpoint, i)),
                        number("sm-mode/%x/%x".formatted(endpoint, i)),
                        tags(endpoint, i)));
            }
        }
        return modes;
    }

    private List<SemanticTag> tags(int endpoint, int mode) {
        List<SemanticTag> tags = new ArrayList<>();
        int size = number("sm-st-sz/%x/%x".formatted(endpoint, mode));
        for (int j = 0; j < size; j++) {
            tags.add(new SemanticTag(
                    number("st-v/%x/%x/%x".formatted(endpoint, mode, j)),
                    number("st-mfg/%x/%x/%x".formatted(endpoint, mode, j))));
        }
        return tags;
    }

    /** In the order of the image. */
    private List<Integer> endpoints(String prefix) {
        return left.keySet().stream()
                .filter(key -> key.matches(prefix + "(?:0|[1-9a-f][0-9a-f]{0,3})"))
                .map(key -> Integer.parseInt(key.substring(prefix.length()), 16))
                .toList();
    }

    private int number(String key) {
        if (taken(key) instanceof NvsValue.Int number && number.type() == NvsType.U32 && number.value() <= 0xFFFF) {
            return (int) number.value();
        }
        throw wrong(key);
    }

    private String text(String key) {
        if (taken(key) instanceof NvsValue.Text text) {
            return text.value();
        }
        throw wrong(key);
    }

    private NvsValue taken(String key) {
        NvsValue value = left.remove(key);
        if (value == null) {
            throw new ChipFactoryException("key \"%s\" is missing".formatted(key));
        }
        return value;
    }

    private static ChipFactoryException wrong(String key) {
        return new ChipFactoryException("key \"%s\" is of another type than the firmware reads".formatted(key));
    }

    void requireNoneLeft() {
        for (String key : left.keySet()) {
            throw new ChipFactoryException("key \"%s\" is counted nowhere".formatted(key));
        }
    }
}
