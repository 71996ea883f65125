package dev.mintmark.label;

import dev.mintmark.order.MacAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What of a module can be printed: the columns of {@code labels.csv}, and the fields of templates. The passcode is none. */
enum LabelField {
    /** Colons keep a spreadsheet from reading a number. */
    MAC(label -> label.mac().map(MacAddress::withColons).orElse("")),
    MODULE_ID(label -> label.moduleId().value()),
    SERIAL_NUMBER(label -> label.serialNumber().value()),
    VENDOR_NAME(Label::vendorName),
    PRODUCT_NAME(Label::productName),
    /** 0x keeps a spreadsheet from reading a number. */
    VENDOR_ID(label -> "0x" + label.vendorId().hex()),
    PRODUCT_ID(label -> "0x" + label.productId().hex()),
    QRCODE(Label::qrCode),
    /** In one line, also that of 21 digits. */
    MANUALCODE(label -> label.printedManualCode().replace('\n', ' '));

    private static final Map<String, LabelField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(LabelField::title, Function.identity()));

    private final Function<Label, String> text;

    LabelField(Function<Label, String> text) {
        this.text = text;
    }

    /** {@code serial_number}. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    String text(Label label) {
        return text.apply(label);
    }

    /** Whether it may hold any letter or sign that can be seen; the others are ASCII without {@code ^} and {@code ~}. */
    boolean isFreeText() {
        return this == VENDOR_NAME || this == PRODUCT_NAME;
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(LabelField::title).toList();
    }

    /** @throws IllegalArgumentException if there is no such field */
    static LabelField of(String title) {
        LabelField field = BY_NAME.get(title);
        if (field == null) {
            throw new IllegalArgumentException("there is no field {%s}".formatted(title));
        }
        return field;
    }
}
