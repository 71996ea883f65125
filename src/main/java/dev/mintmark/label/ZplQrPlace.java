package dev.mintmark.label;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a QR code comes to lie, as far as a template tells: its size in millimetres, its quiet zone against the label's edges
 * and against where other fields begin. How far a text reaches is the printer's font's to know.
 *
 * @param dpi the printer's dots an inch
 * @param width {@code ^PW}, in dots
 * @param height {@code ^LL}, in dots
 * @param left {@code ^LH}, in dots
 * @param top likewise
 */
record ZplQrPlace(int dpi, Optional<Integer> width, Optional<Integer> height, int left, int top) {
    /** What phones of every age read at arm's length; Zebra's magnification 4 at 300 dpi. */
    static final double SMALLEST_MODULE_MM = 0.33;

    private static final double MM_AN_INCH = 25.4;
    /** ZPL II Programming Guide, {@code ^BQ}. */
    private static final int GREATEST_MAGNIFICATION = 10;
    /** Modules a side of version 2, which holds 22 characters at level M. */
    private static final int SYMBOL = 25;
    /** ISO/IEC 18004 section 6.3.8. */
    private static final int QUIET_ZONE = 4;
    /** Zebra's firmware puts a QR code at {@code ^FO} this many dots lower. */
    private static final int LOWER = 10;

    static ZplQrPlace of(List<ZplCommand> commands, int dpi) {
        Optional<ZplCommand> home = last(commands, "^LH");
        return new ZplQrPlace(
                dpi,
                last(commands, "^PW").flatMap(command -> number(command, 0)),
                last(commands, "^LL").flatMap(command -> number(command, 0)),
                home.flatMap(command -> number(command, 0)).orElse(0),
                home.flatMap(command -> number(command, 1)).orElse(0));
    }

    private static Optional<ZplCommand> last(List<ZplCommand> commands, String name) {
        return commands.stream().filter(command -> command.name().equals(name)).reduce((first, second) -> second);
    }

    private static Optional<Integer> number(ZplCommand command, int index) {
        String text = command.parameter(index);
        return text.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** What is wrong with a field that is the payload's QR code, and what to do about each. */
    Map<String, String> faults(ZplField field, List<ZplField> all) {
        Map<String, String> faults = new LinkedHashMap<>();
        ZplCommand code = field.qrCode().orElseThrow();
        if (!field.data().parameters().strip().equals("MA,{qrcode}")) {
            faults.put("the QR code's data is not MA,{qrcode}", "MA is error correction M, mode chosen by the printer");
        }
        if (!code.parameter(1).matches("2?")) {
            faults.put("^BQ is not of model 2", "write ^BQN,2,6");
        }
        Optional<Integer> magnification =
                number(code, 2).filter(factor -> factor >= 1 && factor <= GREATEST_MAGNIFICATION);
        if (magnification.isEmpty()) {
            faults.put(
                    "^BQ has no magnification from 1 to 10",
                    "printers differ in what they take then: write ^BQN,2,%d".formatted(smallest()));
        } else if (millimetres(magnification.get()) < SMALLEST_MODULE_MM) {
            faults.put(
                    String.format(
                            Locale.ROOT,
                            "a module of the QR code is %.2f mm wide: magnification %d at %d dpi",
                            millimetres(magnification.get()),
                            magnification.get(),
                            dpi),
                    "phones need %s mm: magnification %d or more".formatted(SMALLEST_MODULE_MM, smallest()));
        } else {
            place(field, magnification.get(), all, faults);
        }
        return faults;
    }

    private double millimetres(int magnification) {
        return magnification * MM_AN_INCH / dpi;
    }

    private int smallest() {
        return (int) Math.ceil(SMALLEST_MODULE_MM * dpi / MM_AN_INCH);
    }

    private void place(ZplField field, int dots, List<ZplField> all, Map<String, String> faults) {
        Optional<Box> box = origin(field).map(point -> Box.around(point, dots));
        if (box.isEmpty()) {
            faults.put("the QR code is not placed by ^FO", "for example ^FO40,40^BQN,2,6^FDMA,{qrcode}^FS");
            return;
        }
        boolean inside = box.get().x0() >= 0
                && box.get().y0() >= 0
                && width.map(edge -> box.get().x1() <= edge).orElse(true)
                && height.map(edge -> box.get().y1() <= edge).orElse(true);
        if (!inside) {
            faults.put(
                    "the QR code is nearer to the label's edge than 4 of its modules, %d dots"
                            .formatted(QUIET_ZONE * dots),
                    "it needs %d by %d dots with its quiet zone"
                            .formatted(box.get().side(), box.get().side()));
        }
        for (ZplField other : all) {
            if (other != field && origin(other).filter(box.get()::holds).isPresent()) {
                faults.put(
                        "the field of line %d begins within the QR code or its quiet zone of %d dots"
                                .formatted(other.data().line(), QUIET_ZONE * dots),
                        "nothing may stand nearer to a QR code than 4 of its modules");
            }
        }
    }

    private record Point(int x, int y) {}

    /** The QR code with its quiet zone. */
    private record Box(int x0, int y0, int x1, int y1) {
        static Box around(Point origin, int dots) {
            int quiet = QUIET_ZONE * dots;
            int far = (SYMBOL + QUIET_ZONE) * dots;
            return new Box(origin.x - quiet, origin.y - quiet, origin.x + far, origin.y + far);
        }

        int side() {
            return x1 - x0;
        }

        boolean holds(Point point) {
            return point.x > x0 && point.x < x1 && point.y > y0 && point.y < y1;
        }
    }

    private Optional<Point> origin(ZplField field) {
        return field.origin().filter(command -> command.name().equals("^FO")).flatMap(command -> number(command, 0)
                .flatMap(x -> number(command, 1)
                        .map(y -> new Point(left + x, top + y + (field.qrCode().isPresent() ? LOWER : 0)))));
    }
}
