package dev.mintmark.order;

import java.nio.file.Path;
import java.util.List;

/**
 * A product's label for a printer that speaks ZPL.
 *
 * @param file the template
 * @param dpi dots an inch of the printer
 */
public record ZplSource(Path file, int dpi) {
    /** What Zebra's printers have: 8, 12 and 24 dots a millimetre, rounded. */
    static final List<Integer> RESOLUTIONS = List.of(203, 300, 600);

    public ZplSource {
        if (!RESOLUTIONS.contains(dpi)) {
            throw new IllegalArgumentException("%d dpi is not one of %s".formatted(dpi, RESOLUTIONS));
        }
    }
}
