package dev.mintmark.partition;

import dev.mintmark.format.matter.CalendarType;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.FixedLabel;
import dev.mintmark.order.SupportedMode;
import dev.mintmark.order.SupportedMode.SemanticTag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What of a device's details lies under keys with numbers in them, in hex: locales, fixed labels and modes
 * (connectedhomeip, src/platform/ESP32/ESP32DeviceInfoProvider.cpp; examples' StaticESP32DeviceInfoProvider), in the order of
 * esp-matter-mfg-tool.
 */
final class DeviceLists {
    private final List<NvsEntry> entries = new ArrayList<>();

    private DeviceLists() {}

    static int calendarBits(Set<CalendarType> calendars) {
        return calendars.stream().mapToInt(calendar -> 1 << calendar.ordinal()).sum();
    }

    static Set<CalendarType> calendars(int bits) {
        Set<CalendarType> calendars = EnumSet.noneOf(CalendarType.class);
        for (CalendarType calendar : CalendarType.values()) {
            if ((bits >> calendar.ordinal() & 1) != 0) {
                calendars.add(calendar);
            }
        }
        return calendars;
    }

    static List<NvsEntry> entries(DeviceDetails details) {
        DeviceLists lists = new DeviceLists();
        lists.locales(details.locales());
        DeviceDetails.byEndpoint(details.fixedLabels(), FixedLabel::endpoint).forEach(lists::labels);
        DeviceDetails.byEndpoint(details.supportedModes(), SupportedMode::endpoint)
                .forEach(lists::modes);
        return lists.entries;
    }

    private void locales(List<String> locales) {
        if (locales.isEmpty()) {
            return;
        }
        number("locale-sz", locales.size());
        for (int i = 0; i < locales.size(); i++) {
            text("locale/%x".formatted(i), locales.get(i));
        }
    }

    private void labels(int endpoint, List<FixedLabel> labels) {
        number("fl-sz/%x".formatted(endpoint), labels.size());
        for (int i = 0; i < labels.size(); i++) {
            text("fl-k/%x/%x".formatted(endpoint, i), labels.get(i).label());
            text("fl-v/%x/%x".formatted(endpoint, i), labels.get(i).value());
        }
    }

    private void modes(int endpoint, List<SupportedMode> modes) {
        number("sm-sz/%x".formatted(endpoint), modes.size());
        for (int i = 0; i < modes.size(); i++) {
            SupportedMode mode = modes.get(i);
            text("sm-label/%x/%x".formatted(endpoint, i), mode.label());
            number("sm-mode/%x/%x".formatted(endpoint, i), mode.mode());
            number("sm-st-sz/%x/%x".formatted(endpoint, i), mode.tags().size());
            for (int j = 0; j < mode.tags().size(); j++) {
                SemanticTag tag = mode.tags().get(j);
                number("st-v/%x/%x/%x".formatted(endpoint, i, j), tag.value());
                number("st-mfg/%x/%x/%x".formatted(endpoint, i, j), tag.manufacturer());
            }
        }
    }

    private void number(String key, int value) {
        entries.add(new NvsEntry(key, new NvsValue.Int(NvsType.U32, value)));
    }

    private void text(String key, String value) {
        entries.add(new NvsEntry(key, new NvsValue.Text(value)));
    }
}
