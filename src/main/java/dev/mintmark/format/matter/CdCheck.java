package dev.mintmark.format.matter;

import dev.mintmark.format.matter.CertificationElements.DacOrigin;
import java.util.ArrayList;
import java.util.List;

/** The cross-checks of Matter Core 6.2.3.1, and those that keep test declarations out of production. */
final class CdCheck {
    private static final int LAST_DEVICE_TYPE = 0xBFFF;
    private static final int LAST_VENDOR = 0xFFF4;

    private final CertificationElements elements;
    private final CdUse use;
    private final List<CdFinding> findings = new ArrayList<>();

    private CdCheck(CertificationElements elements, CdUse use) {
        this.elements = elements;
        this.use = use;
    }

    static List<CdFinding> check(CertificationDeclaration declaration, CdUse use) {
        CdCheck check = new CdCheck(declaration.elements(), use);
        check.fields();
        check.device();
        check.certificates();
        check.purpose(declaration.isSignedByTestKey());
        return List.copyOf(check.findings);
    }

    private void fields() {
        expect(
                elements.securityLevel() == 0 && elements.securityInformation() == 0,
                CdFault.CD_SECURITY_FIELDS,
                "security_level %d and security_information %d are not 0",
                elements.securityLevel(),
                elements.securityInformation());
        expect(
                elements.deviceTypeId() >>> 16 <= LAST_VENDOR && (elements.deviceTypeId() & 0xFFFF) <= LAST_DEVICE_TYPE,
                CdFault.CD_DEVICE_TYPE_RESERVED,
                "device_type_id 0x%08X is no device type",
                elements.deviceTypeId());
    }

    private void device() {
        use.deviceType()
                .ifPresent(type -> expect(
                        type == elements.deviceTypeId(),
                        CdFault.CD_DEVICE_TYPE,
                        "device_type_id is 0x%08X, the product's device type is 0x%08X",
                        elements.deviceTypeId(),
                        type));
        expect(
                use.vendorId().equals(elements.vendorId()),
                CdFault.CD_VENDOR_ID,
                "vendor_id is %s, the product's is %s",
                elements.vendorId(),
                use.vendorId());
        expect(
                elements.productIds().contains(use.productId()),
                CdFault.CD_PRODUCT_ID,
                "product_id_array lacks the product's %s",
                use.productId());
    }

    private void certificates() {
        VendorId vendor = elements.dacOrigin().map(DacOrigin::vendorId).orElse(elements.vendorId());
        List<ProductId> products =
                elements.dacOrigin().map(origin -> List.of(origin.productId())).orElse(elements.productIds());
        vendor(CdFault.CD_DAC_VENDOR_ID, "DAC", use.dacVendorId(), vendor);
        product(CdFault.CD_DAC_PRODUCT_ID, "DAC", use.dacProductId(), products);
        vendor(CdFault.CD_PAI_VENDOR_ID, "PAI", use.paiVendorId(), vendor);
        use.paiProductId().ifPresent(id -> product(CdFault.CD_PAI_PRODUCT_ID, "PAI", id, products));
        expect(
                elements.authorizedPaas().isEmpty() || elements.authorizedPaas().contains(use.paaKeyId()),
                CdFault.CD_PAA_NOT_AUTHORIZED,
                "authorized_paa_list lacks the PAA %s",
                use.paaKeyId());
    }

    private void vendor(CdFault fault, String certificate, VendorId found, VendorId declared) {
        expect(found.equals(declared), fault, "the %s's vendor is %s, not %s", certificate, found, declared);
    }

    private void product(CdFault fault, String certificate, ProductId found, List<ProductId> declared) {
        expect(declared.contains(found), fault, "the %s's product %s is not declared", certificate, found);
    }

    private void purpose(boolean testKey) {
        expect(
                !testKey || elements.type() != CertificationType.OFFICIAL,
                CdFault.CD_TEST_KEY_OFFICIAL,
                "it says official, but the published test key signed it");
        expect(
                !use.production() || !testKey,
                CdFault.CD_TEST_KEY_IN_PRODUCTION,
                "the published test key signed it: no commissioner accepts it from a sold device");
        expect(
                !use.production() || elements.type() != CertificationType.DEVELOPMENT_AND_TEST,
                CdFault.CD_TEST_TYPE_IN_PRODUCTION,
                "certification_type is development and test");
    }

    private void expect(boolean holds, CdFault fault, String otherwise, Object... values) {
        if (!holds) {
            findings.add(new CdFinding(fault, otherwise.formatted(values)));
        }
    }
}
