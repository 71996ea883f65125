package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.LabelDesigns;
import dev.mintmark.label.LabelSheet;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.Product;
import dev.mintmark.template.MakerKeys;
import java.util.List;

/**
 * What all lots of an order are made with.
 *
 * @param pai DER
 * @param certificationDeclaration CMS, DER
 * @param values what modules brought along
 */
public record LotRecipe(
        ManifestHead head,
        Product product,
        ModuleSecrets secrets,
        Bytes pai,
        Bytes certificationDeclaration,
        LabelDesigns labels,
        MakerKeys makerKeys,
        BroughtValues values,
        OrderKind kind) {
    /**
     * The form in which a lot lays out modules.
     *
     * @param title of the lot, for people
     */
    LotForm form(LotContents.Payload payload, List<RefusedDevice> refused, String title, int modules) {
        return kind == OrderKind.FIELD_UPGRADE
                ? new DeviceLines(pai, refused)
                : new ModuleFolders(payload, pai, labels.sheet().map(design -> new LabelSheet(design, title, modules)));
    }
}
