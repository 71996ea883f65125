package dev.mintmark.check;

import dev.mintmark.format.Bytes;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold over all lots: nothing twice, and one delivery of one order. */
final class WholeCheck {
    private final Map<ModuleId, String> modules = new HashMap<>();
    private final Map<Bytes, String> keys = new HashMap<>();
    private final Map<String, String> dacSerials = new HashMap<>();
    private final Map<SerialNumber, String> serialNumbers = new HashMap<>();
    private Optional<Delivery> delivery = Optional.empty();

    private record Delivery(OrderId order, int number) {}

    void row(ListedModule row, String place, Findings findings) {
        once(modules, row.moduleId(), CheckCode.DUPLICATE_MODULE, place, findings);
        once(keys, row.spkiSha256(), CheckCode.DUPLICATE_KEY, place, findings);
        String serial = row.issuerSki().hex() + row.dacSerial().hex();
        once(dacSerials, serial, CheckCode.DUPLICATE_DAC_SERIAL, place, findings);
        once(serialNumbers, row.serialNumber(), CheckCode.DUPLICATE_SERIAL_NUMBER, place, findings);
    }

    private static <K> void once(Map<K, String> seen, K value, CheckCode code, String place, Findings findings) {
        String first = seen.putIfAbsent(value, place);
        if (first != null) {
            findings.add(code, place, "the same stands at %s", first);
        }
    }

    /** The first lot's order and delivery hold for all others. */
    void lot(ListedModule row, String place, Findings findings) {
        Delivery found = new Delivery(row.order(), row.delivery());
        if (delivery.isEmpty()) {
            delivery = Optional.of(found);
        } else if (!delivery.get().equals(found)) {
            findings.add(
                    CheckCode.LOT_MISLABELLED,
                    place,
                    "is of delivery %04d of order %s; the lot before is of %04d of %s",
                    found.number(),
                    found.order(),
                    delivery.get().number(),
                    delivery.get().order());
        }
    }
}
