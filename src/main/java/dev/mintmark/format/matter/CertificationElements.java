package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a certification declaration says (Matter Core 6.3.1, format_version 1).
 *
 * @param productIds 1 to 100
 * @param deviceTypeId 32 bits without sign
 * @param certificateId 19 printable ASCII characters
 * @param securityLevel 8 bits; 0 in every good declaration
 * @param securityInformation 16 bits; 0 in every good declaration
 * @param versionNumber 16 bits
 * @param dacOrigin whose ids the DAC carries, if not those of the declaration: a white-label product
 * @param authorizedPaas subject key identifiers of 20 bytes each, at most 10; empty if any PAA will do
 */
public record CertificationElements(
        VendorId vendorId,
        List<ProductId> productIds,
        long deviceTypeId,
        String certificateId,
        int securityLevel,
        int securityInformation,
        int versionNumber,
        CertificationType type,
        Optional<DacOrigin> dacOrigin,
        List<Bytes> authorizedPaas) {
    static final int FORMAT_VERSION = 1;
    static final int MOST_PRODUCTS = 100;
    static final int MOST_PAAS = 10;
    static final int KEY_ID_LENGTH = 20;
    static final String CERTIFICATE_ID_FORM = "[!-~]{19}";

    /** dac_origin_vendor_id and dac_origin_product_id. */
    public record DacOrigin(VendorId vendorId, ProductId productId) {}

    public CertificationElements {
        productIds = List.copyOf(productIds);
        authorizedPaas = List.copyOf(authorizedPaas);
        if (productIds.isEmpty() || productIds.size() > MOST_PRODUCTS) {
            throw new IllegalArgumentException("a certification declaration has 1 to 100 product ids");
        }
        if (authorizedPaas.size() > MOST_PAAS || authorizedPaas.stream().anyMatch(id -> id.size() != KEY_ID_LENGTH)) {
            throw new IllegalArgumentException("authorized PAAs are at most 10 key identifiers of 20 bytes");
        }
        if (!certificateId.matches(CERTIFICATE_ID_FORM)) {
            throw new IllegalArgumentException("a certificate id has 19 characters");
        }
        requireBits(deviceTypeId, 32, CdField.DEVICE_TYPE_ID);
        requireBits(securityLevel, 8, CdField.SECURITY_LEVEL);
        requireBits(securityInformation, 16, CdField.SECURITY_INFORMATION);
        requireBits(versionNumber, 16, CdField.VERSION_NUMBER);
    }

    private static void requireBits(long value, int bits, CdField field) {
        if (value < 0 || value >>> bits != 0) {
            throw new IllegalArgumentException("%s %d has not %d bits".formatted(field, value, bits));
        }
    }

    /** The TLV that is signed. */
    public Bytes encode() {
        List<Tlv> members = new ArrayList<>();
        members.add(unsigned(CdField.FORMAT_VERSION, FORMAT_VERSION));
        members.add(unsigned(CdField.VENDOR_ID, vendorId.value()));
        members.add(array(
                CdField.PRODUCT_ID_ARRAY,
                productIds.stream()
                        .map(id -> new Tlv.Unsigned(Tlv.ANONYMOUS, id.value()))
                        .toList()));
        members.add(unsigned(CdField.DEVICE_TYPE_ID, deviceTypeId));
        members.add(new Tlv.Text(CdField.CERTIFICATE_ID.tag(), certificateId));
        members.add(unsigned(CdField.SECURITY_LEVEL, securityLevel));
        members.add(unsigned(CdField.SECURITY_INFORMATION, securityInformation));
        members.add(unsigned(CdField.VERSION_NUMBER, versionNumber));
        members.add(unsigned(CdField.CERTIFICATION_TYPE, type.ordinal()));
        dacOrigin.ifPresent(origin -> {
            members.add(unsigned(CdField.DAC_ORIGIN_VENDOR_ID, origin.vendorId().value()));
            members.add(
                    unsigned(CdField.DAC_ORIGIN_PRODUCT_ID, origin.productId().value()));
        });
        if (!authorizedPaas.isEmpty()) {
            members.add(array(
                    CdField.AUTHORIZED_PAA_LIST,
                    authorizedPaas.stream()
                            .map(id -> new Tlv.Octets(Tlv.ANONYMOUS, id))
                            .toList()));
        }
        return Bytes.of(TlvWriter.write(new Tlv.Structure(Tlv.ANONYMOUS, members)));
    }

    private static Tlv unsigned(CdField field, long value) {
        return new Tlv.Unsigned(field.tag(), value);
    }

    private static Tlv array(CdField field, List<? extends Tlv> members) {
        return new Tlv.Array(field.tag(), List.copyOf(members));
    }
}
