package dev.mintmark.job;

import dev.mintmark.delivery.PartitionRoom;
import dev.mintmark.format.Bytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.Product;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.template.MakerKeys;
import dev.mintmark.template.ModuleValues;
import dev.mintmark.template.NvsTemplate;
import dev.mintmark.template.NvsTemplateFile;
import dev.mintmark.template.NvsValuesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The maker's own keys, read from the files that product and order name.
 *
 * @param values what modules bring along; empty if it is not there yet, and of products whose modules bring nothing
 */
record MakerMaterial(MakerKeys keys, Optional<Map<ModuleId, ModuleValues>> values) {
    /** Whether no module can be taken yet. */
    boolean isMissing() {
        return keys.isPerModule() && values.isEmpty();
    }

    /**
     * @throws FaultException with all that is wrong with a product's template
     */
    static MakerKeys keys(Product product) {
        Faults faults = new Faults();
        Optional<NvsTemplate> template = product.nvsTemplate()
                .map(file -> NvsTemplateFile.read(file, faults))
                .orElse(Optional.of(NvsTemplate.NONE));
        faults.throwIfAny();
        return new MakerKeys(product, template.orElseThrow());
    }

    /**
     * @throws FaultException with all that is wrong with an order's values, or with its product's template
     */
    static MakerMaterial read(ProductionOrder order) {
        MakerKeys keys = keys(order.product());
        if (keys.isPerModule() != order.nvsValues().isPresent()) {
            throw new FaultException(
                    order.where(),
                    keys.isPerModule()
                            ? "\"nvs-values\" is missing: the product has keys whose values modules bring along"
                            : "\"nvs-values\" is of no use: the product has no key whose value modules bring along",
                    keys.isPerModule() ? "name a CSV with a row for each module" : "leave it out");
        }
        Optional<Path> file = order.nvsValues().filter(Files::exists);
        Faults faults = new Faults();
        Optional<Map<ModuleId, ModuleValues>> values =
                file.map(path -> NvsValuesFile.read(path, keys, order.modules(), faults));
        faults.throwIfAny();
        return new MakerMaterial(keys, values);
    }

    /** A partition that is too small for any module is found before anything is signed. */
    void requireRoom(Product product, Bytes pai, Bytes declaration, Faults faults) {
        PartitionRoom room = new PartitionRoom(product, pai, declaration, keys);
        try {
            if (!keys.isPerModule()) {
                room.require(ModuleValues.NONE);
            }
            values.ifPresent(all -> all.values().forEach(room::require));
        } catch (IllegalStateException e) {
            faults.add(product.file().toString(), e.getMessage(), "as in the firmware's partition table");
        }
    }
}
