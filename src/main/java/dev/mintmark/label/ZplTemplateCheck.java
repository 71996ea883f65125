package dev.mintmark.label;

import dev.mintmark.input.Faults;
import dev.mintmark.input.NearestName;
import dev.mintmark.order.Product;
import dev.mintmark.order.ZplSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What must hold of a ZPL template so that every label made of it can be read, and prints nothing but itself. Used once. */
final class ZplTemplateCheck {
    /** Commands after which the template is another one than it looks, and why. */
    private static final Map<String, String> REFUSED = Map.of(
            "CC", "changes the sign that commands begin with",
            "CD", "changes the sign between parameters",
            "CT", "changes the sign that commands begin with",
            "MU", "changes the unit: positions are read as dots",
            "PM", "prints mirrored: phones would not read the QR code",
            "LR", "prints white on black: phones would not read the QR code",
            "SN", "counts by itself: a label's values come from its fields",
            "SF", "counts by itself: a label's values come from its fields");

    /** A printer that is told UTF-8, the only encoding in which a label is written. */
    private static final String UTF_8 = "28";

    private final ZplSource source;
    private final Product product;
    private final Faults faults;
    private boolean passed = true;

    ZplTemplateCheck(ZplSource source, Product product, Faults faults) {
        this.source = source;
        this.product = product;
        this.faults = faults;
    }

    boolean passes(String text) {
        List<ZplCommand> commands = ZplCommand.of(text);
        frame(commands);
        commands.forEach(this::command);
        List<ZplField> fields = ZplField.of(commands);
        fields.forEach(this::freeText);
        ZplQrPlace place = ZplQrPlace.of(commands, source.dpi());
        boolean found = false;
        for (ZplField field : fields) {
            if (field.qrCode().isPresent() && field.data().parameters().contains("{qrcode}")) {
                found = true;
                place.faults(field, fields).forEach((what, hint) -> fault(field.data(), what, hint));
            }
        }
        if (!found) {
            fault(1, "has no QR code of the field {qrcode}", "for example ^FO40,40^BQN,2,6^FDMA,{qrcode}^FS");
        }
        encoding(text, commands);
        return passed;
    }

    private void fault(int line, String what, String hint) {
        passed = false;
        faults.add(source.file() + ":" + line, what, hint);
    }

    private void fault(ZplCommand command, String what, String hint) {
        fault(command.line(), what, hint);
    }

    /** A second label, or a piece of one, would be printed for every module. */
    private void frame(List<ZplCommand> commands) {
        List<String> frame = commands.stream()
                .map(ZplCommand::name)
                .filter(name -> name.equals("^XA") || name.equals("^XZ"))
                .toList();
        boolean last = !commands.isEmpty()
                && commands.get(commands.size() - 1).name().equals("^XZ")
                && commands.get(commands.size() - 1).parameters().isBlank();
        if (!frame.equals(List.of("^XA", "^XZ")) || !last) {
            fault(1, "is not one label from ^XA to ^XZ", "a graphic for the printer's memory, ~DG, may stand before");
        }
    }

    private void command(ZplCommand command) {
        String name = command.name();
        String refused = name.isEmpty() ? null : REFUSED.get(name.substring(1));
        if (refused != null) {
            fault(command, "%s %s".formatted(name, refused), "leave it out");
        }
        LabelPattern pattern;
        try {
            pattern = LabelPattern.parse(command.parameters());
        } catch (IllegalArgumentException e) {
            fault(command, e.getMessage(), hint(e.getMessage()));
            return;
        }
        if (!command.isData() && pattern.fields().findAny().isPresent()) {
            fault(
                    command,
                    "the field {%s} stands in %s"
                            .formatted(
                                    pattern.fields().findFirst().orElseThrow().title(), name),
                    "fields stand in ^FD, where the data is");
        }
    }

    private static String hint(String message) {
        int open = message.indexOf('{');
        return open < 0
                ? "a brace that is printed is written in hex: ^FH^FD_7B"
                : NearestName.hint(message.substring(open + 1, message.length() - 1), LabelField.titles());
    }

    private void freeText(ZplField field) {
        try {
            Optional<LabelField> free = LabelPattern.parse(field.data().parameters())
                    .fields()
                    .filter(LabelField::isFreeText)
                    .findFirst();
            if (free.isPresent() && field.indicator().isEmpty()) {
                fault(
                        field.data(),
                        "the field {%s} stands without ^FH".formatted(free.get().title()),
                        "write ^FH before ^FD, so that no sign in it can be a command");
            }
        } catch (IllegalArgumentException told) {
            // among the faults already, as the command's
        }
    }

    private void encoding(String text, List<ZplCommand> commands) {
        boolean utf8 = commands.stream()
                .anyMatch(command ->
                        command.name().equals("^CI") && command.parameter(0).equals(UTF_8));
        String free = text.toLowerCase(Locale.ROOT);
        String printed = text
                + (free.contains("{vendor_name}") ? product.vendorName() : "")
                + (free.contains("{product_name}") ? product.productName() : "");
        if (!utf8 && printed.chars().anyMatch(c -> c > '~')) {
            fault(1, "prints letters that are not ASCII and does not say ^CI28", "write ^CI28 after ^XA");
        }
    }
}
