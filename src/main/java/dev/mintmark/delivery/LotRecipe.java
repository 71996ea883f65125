package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.Product;
import java.util.List;

/**
 * What all lots of an order are made with.
 *
 * @param pai DER
 * @param certificationDeclaration CMS, DER
 */
public record LotRecipe(
        ManifestHead head,
        Product product,
        ModuleSecrets secrets,
        Bytes pai,
        Bytes certificationDeclaration,
        OrderKind kind) {
    /** Of an order for a factory. */
    public LotRecipe(
            ManifestHead head, Product product, ModuleSecrets secrets, Bytes pai, Bytes certificationDeclaration) {
        this(head, product, secrets, pai, certificationDeclaration, OrderKind.MANUFACTURE);
    }

    /** The form in which its lots lay out modules. */
    LotForm form(LotContents.Payload payload, List<RefusedDevice> refused) {
        return kind == OrderKind.FIELD_UPGRADE ? new DeviceLines(pai, refused) : new ModuleFolders(payload, pai);
    }
}
