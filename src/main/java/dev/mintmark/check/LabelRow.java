package dev.mintmark.check;

import dev.mintmark.label.Label;
import dev.mintmark.label.LabelsCsv;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.partition.ChipFactoryData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of labels.csv.
 *
 * @param cells as many as it has titles; they tell the passcode
 */
record LabelRow(String place, List<String> cells) {
    private static final Set<String> OF_THE_PARTITION = Set.of("vendor_name", "product_name");

    /** Columns that are otherwise than row and partition say; names only if the partition could be read. */
    List<String> differences(ListedModule row, Optional<ChipFactoryData> partition) {
        List<String> expected = LabelsCsv.cells(new Label(
                row.mac(),
                row.moduleId(),
                row.serialNumber(),
                partition.map(ChipFactoryData::vendorName).orElse(""),
                partition.map(ChipFactoryData::productName).orElse(""),
                row.vendorId(),
                row.productId(),
                row.qrCode(),
                row.manualCode()));
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            String title = LabelsCsv.titles().get(i);
            boolean known = partition.isPresent() || !OF_THE_PARTITION.contains(title);
            if (known && !cells.get(i).equals(expected.get(i))) {
                differing.add(title);
            }
        }
        return differing;
    }

    /** Which row; nothing that opens a device. */
    @Override
    public String toString() {
        return place;
    }
}
