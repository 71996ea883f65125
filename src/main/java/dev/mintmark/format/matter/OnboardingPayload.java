package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a commissioner needs to know of a device before it can talk to it (Matter Core 5.1), as the text of a QR code or as a
 * manual pairing code.
 *
 * @param extension TLV of 5.1.5, carried as it is; empty for most
 */
public record OnboardingPayload(
        PayloadIds ids,
        CommissioningFlow flow,
        Set<DiscoveryCapability> discovery,
        Discriminator discriminator,
        Passcode passcode,
        Bytes extension) {
    private static final String PREFIX = "MT:";
    private static final String SEPARATOR = "*";
    private static final int VERSION = 0;

    /** Tag of the extension for a string or an unsigned number (5.1.5.1). */
    private static final int SERIAL_NUMBER = 0x00;

    /** What the greatest QR code holds (version 40, ECC L, alphanumeric). */
    private static final int LONGEST_TEXT = 4296;

    public OnboardingPayload {
        discovery = Set.copyOf(discovery);
    }

    /** Without extension. */
    public OnboardingPayload(
            PayloadIds ids,
            CommissioningFlow flow,
            Set<DiscoveryCapability> discovery,
            Discriminator discriminator,
            Passcode passcode) {
        this(ids, flow, discovery, discriminator, passcode, Bytes.of());
    }

    /** "MT:" and, without an extension, 19 characters. It tells the passcode. */
    public String qrCode() {
        return PREFIX + base38();
    }

    /** The text of one QR code for a pack of devices (since Matter 1.4.1). It tells the passcodes. */
    public static String qrCode(List<OnboardingPayload> pack) {
        if (pack.isEmpty()) {
            throw new IllegalArgumentException("a pack has at least one payload");
        }
        return pack.stream().map(OnboardingPayload::base38).collect(Collectors.joining(SEPARATOR, PREFIX, ""));
    }

    private String base38() {
        Map<QrField, Integer> fields = new EnumMap<>(QrField.class);
        fields.put(QrField.VERSION, VERSION);
        fields.put(QrField.VENDOR_ID, ids.vendorId());
        fields.put(QrField.PRODUCT_ID, ids.productId());
        fields.put(QrField.FLOW, flow.ordinal());
        fields.put(QrField.DISCOVERY, DiscoveryCapability.mask(discovery));
        fields.put(QrField.DISCRIMINATOR, discriminator.value());
        fields.put(QrField.PASSCODE, passcode.value());
        return base38(fields, extension);
    }

    /** Of any values that fit their bits, so that the layout is tested at its edges; what is not given is 0. */
    static String base38(Map<QrField, Integer> fields, Bytes extension) {
        byte[] packed = new byte[QrField.LENGTH + extension.size()];
        fields.forEach((field, value) -> field.put(packed, value));
        System.arraycopy(extension.toByteArray(), 0, packed, QrField.LENGTH, extension.size());
        return Base38.encode(packed);
    }

    /** The digits a person types. They tell the passcode. */
    public ManualPairingCode manualCode() {
        return new ManualPairingCode(
                discriminator.shortDiscriminator(),
                passcode,
                flow == CommissioningFlow.STANDARD ? Optional.empty() : Optional.of(ids));
    }

    /**
     * Reads the text of a QR code for one device.
     *
     * @throws IllegalArgumentException if it is malformed, of a later version or for a pack, or holds a value that no device
     *     may have; the message does not quote it
     */
    public static OnboardingPayload parse(String text) {
        List<OnboardingPayload> payloads = parseAll(text);
        if (payloads.size() != 1) {
            throw new IllegalArgumentException(
                    "the QR code is for a pack of %d devices, not for one".formatted(payloads.size()));
        }
        return payloads.get(0);
    }

    /**
     * Reads the text of a QR code for one device or a pack; one bad member fails the whole.
     *
     * @return at least one
     * @throws IllegalArgumentException as {@link #parse} does
     */
    public static List<OnboardingPayload> parseAll(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("the QR code does not start with \"MT:\"");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("the QR code has more than %d characters".formatted(LONGEST_TEXT));
        }
        List<OnboardingPayload> payloads = new ArrayList<>();
        for (String member : text.substring(PREFIX.length()).split("\\*", -1)) {
            payloads.add(ofBase38(member));
        }
        return List.copyOf(payloads);
    }

    private static OnboardingPayload ofBase38(String member) {
        byte[] packed = Base38.decode(member);
        if (packed.length < QrField.LENGTH) {
            throw new IllegalArgumentException("the QR code holds %d bytes, not at least 11".formatted(packed.length));
        }
        requireZero(QrField.VERSION, packed);
        requireZero(QrField.PADDING, packed);
        return new OnboardingPayload(
                new PayloadIds(QrField.VENDOR_ID.get(packed), QrField.PRODUCT_ID.get(packed)),
                CommissioningFlow.of(QrField.FLOW.get(packed)),
                DiscoveryCapability.ofMask(QrField.DISCOVERY.get(packed)),
                new Discriminator(QrField.DISCRIMINATOR.get(packed)),
                new Passcode(QrField.PASSCODE.get(packed)),
                Bytes.of(Arrays.copyOfRange(packed, QrField.LENGTH, packed.length)));
    }

    private static void requireZero(QrField field, byte[] packed) {
        if (field.get(packed) != 0) {
            throw new IllegalArgumentException("the QR code's %s is %d, not 0"
                    .formatted(field.name().toLowerCase(Locale.ROOT), field.get(packed)));
        }
    }

    /** The extension's elements in the order of their bytes; empty if there is no extension or it is not TLV. */
    public List<Tlv> extensionElements() {
        try {
            return extension.size() == 0
                    ? List.of()
                    : TlvReader.structure(extension.toByteArray()).members();
        } catch (TlvException e) {
            return List.of();
        }
    }

    /** The serial number in the extension, if it holds one. */
    public Optional<String> serialNumber() {
        for (Tlv element : extensionElements()) {
            if (element.tag() == SERIAL_NUMBER && element instanceof Tlv.Text text) {
                return Optional.of(text.value());
            }
            if (element.tag() == SERIAL_NUMBER && element instanceof Tlv.Unsigned number) {
                return Optional.of(Long.toUnsignedString(number.value()));
            }
        }
        return Optional.empty();
    }
}
