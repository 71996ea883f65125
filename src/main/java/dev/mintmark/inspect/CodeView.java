package dev.mintmark.inspect;

import dev.mintmark.format.matter.ManualPairingCode;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.PayloadIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what a person or a phone gets: onboarding payloads and manual codes, with the passcode in them. */
final class CodeView {
    private CodeView() {}

    /**
     * @param text {@code MT:…}
     * @throws IllegalArgumentException if it is no onboarding payload
     */
    static Shown.Group payload(String text) {
        List<OnboardingPayload> pack = OnboardingPayload.parseAll(text);
        if (pack.size() == 1) {
            return payload(pack.get(0));
        }
        List<Shown> shown = new ArrayList<>();
        pack.forEach(payload -> shown.add(payload(payload)));
        return new Listing().many("payloads", shown).shown();
    }

    private static Shown.Group payload(OnboardingPayload payload) {
        Listing listing = new Listing().text("qrcode", payload.qrCode());
        ids(listing, payload.ids());
        listing.text("commissioning_flow", word(payload.flow()))
                .texts(
                        "discovery_capabilities",
                        payload.discovery().stream()
                                .sorted()
                                .map(CodeView::word)
                                .toList())
                .number("discriminator", payload.discriminator().value())
                .number("passcode", payload.passcode().value())
                .text("manualcode", payload.manualCode().printed().replace('\n', ' '));
        if (payload.extension().size() > 0) {
            listing.blob("extension", payload.extension());
            payload.serialNumber().ifPresent(serial -> listing.text("serial_number", serial));
        }
        return listing.shown();
    }

    /**
     * @param text digits, with or without hyphens
     * @throws IllegalArgumentException if it is no manual pairing code
     */
    static Shown.Group manual(String text) {
        ManualPairingCode code = ManualPairingCode.parse(text);
        Listing listing = new Listing()
                .text("manualcode", code.printed().replace('\n', ' '))
                .number("short_discriminator", code.shortDiscriminator())
                .number("passcode", code.passcode().value());
        code.ids().ifPresent(ids -> ids(listing, ids));
        return listing.shown();
    }

    private static void ids(Listing listing, PayloadIds ids) {
        listing.text("vendor_id", "%04X".formatted(ids.vendorId()))
                .text("product_id", "%04X".formatted(ids.productId()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
