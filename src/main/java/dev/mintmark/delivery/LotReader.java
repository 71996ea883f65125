package dev.mintmark.delivery;

import dev.mintmark.order.OrderKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays out one decrypted lot, and finds it to be the whole bag that its bundle names. */
final class LotReader {
    private final Bundle bundle;
    private final Bundle.Lot lot;
    private final Path folder;
    private final Bag bag = new Bag();

    /**
     * @param folder must be there, empty, and closed to others: files in it get the umask's mode
     */
    LotReader(Bundle bundle, Bundle.Lot lot, Path folder) {
        this.bundle = bundle;
        this.lot = lot;
        this.folder = folder;
    }

    /**
     * Writes the lot's files.
     *
     * @param files of the lot
     * @throws DeliveryException if anything is not as bundle and manifests say; what was written is then worth nothing
     */
    void layOut(LotFiles files) throws IOException {
        files.read((name, content) -> {
            bag.add(name, content);
            Path target = folder.resolve(name);
            Files.createDirectories(target.getParent());
            Files.write(target, content, StandardOpenOption.CREATE_NEW);
        });
        for (Bag.Difference each : bag.differences()) {
            throw refusal(each.text());
        }
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("Order-Id", bundle.order().value());
        expected.put("Delivery", String.valueOf(bundle.delivery()));
        expected.put("Lot", String.valueOf(lot.number().value()));
        expected.put("Module-Count", String.valueOf(lot.modules()));
        expected.put("Payload-Oxum", bag.oxum());
        expected.forEach((label, value) -> {
            if (!bag.info(label).equals(value)) {
                throw refusal("does not say \"%s: %s\" in %s".formatted(label, value, BagFile.INFO));
            }
        });
        if (bag.listed().contains(BagFile.PAYLOAD + DevicesNdjson.NAME) != (bundle.kind() == OrderKind.FIELD_UPGRADE)) {
            throw refusal("is not in the form of an order of kind %s"
                    .formatted(bundle.kind().word()));
        }
        if (bag.modules().size() != lot.modules()) {
            throw refusal("holds %d modules, not %d".formatted(bag.modules().size(), lot.modules()));
        }
    }

    private DeliveryException refusal(String what) {
        return new DeliveryException(lot.number().sealedFile(), what, "do not use it; ask the maker");
    }
}
