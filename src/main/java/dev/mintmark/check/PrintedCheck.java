package dev.mintmark.check;

import dev.mintmark.label.PrintedLabel;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds what can be read off a label against the module's row, without knowing how the label was designed. */
final class PrintedCheck {
    private static final String PAYLOAD = "MT:";
    /** 4-3-4, of 21 digits with 4-3-2-1 behind. */
    private static final Pattern MANUAL_CODE =
            Pattern.compile("(?<![0-9-])[0-9]{4}-[0-9]{3}-[0-9]{4}(?: [0-9]{4}-[0-9]{3}-[0-9]{2}-[0-9])?(?![0-9-])");

    private static final Pattern MAC = Pattern.compile("(?<![0-9A-F:])(?:[0-9A-F]{2}:){5}[0-9A-F]{2}(?![0-9A-F:])");

    private PrintedCheck() {}

    /** It has the row's QR code, and whatever has the form of an onboarding payload, a manual code or a MAC is the row's. */
    static Agreement of(PrintedLabel label, ListedModule row) {
        List<String> payloads = label.qrCodes().stream()
                .filter(text -> text.startsWith(PAYLOAD))
                .toList();
        Optional<String> mac = row.mac().map(MacAddress::withColons);
        return new Agreement()
                .holds("qrcode", !payloads.isEmpty() && payloads.stream().allMatch(row.qrCode()::equals))
                .holds("manualcode", all(label, MANUAL_CODE).allMatch(row.manualCode()::equals))
                .holds("mac", all(label, MAC).allMatch(found -> mac.filter(found::equals)
                        .isPresent()));
    }

    private static Stream<String> all(PrintedLabel label, Pattern form) {
        return label.texts().stream()
                .flatMap(text -> form.matcher(text).results())
                .map(MatchResult::group);
    }
}
