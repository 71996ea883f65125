package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.LabelDesigns;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.Product;
import dev.mintmark.template.MakerKeys;

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
        BroughtValues values) {}
