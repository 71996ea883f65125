package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.Faults;
import dev.mintmark.order.Product;
import java.util.Map;
import java.util.Optional;

/** The designs of a product's labels, read and found good. */
public record LabelDesigns(Optional<ZplTemplate> zpl, Optional<SheetDesign> sheet) {
    /** What is wrong with them is then among {@code faults}. */
    public static LabelDesigns read(Product product, Faults faults) {
        return new LabelDesigns(
                product.labels().zpl().flatMap(source -> ZplTemplate.read(source, product, faults)),
                product.labels().sheet().flatMap(file -> SheetFile.read(file, product, faults)));
    }

    /** What an order is bound to of them: name to value. */
    public Map<String, String> terms() {
        return Map.of(
                "product label-template",
                zpl.map(ZplTemplate::sha256).map(Bytes::hex).orElse(""),
                "product label-sheet",
                sheet.map(SheetDesign::terms).orElse(""));
    }
}
