package dev.mintmark.format.matter;

import static dev.mintmark.format.matter.CertificationElements.CERTIFICATE_ID_FORM;
import static dev.mintmark.format.matter.CertificationElements.FORMAT_VERSION;
import static dev.mintmark.format.matter.CertificationElements.KEY_ID_LENGTH;
import static dev.mintmark.format.matter.CertificationElements.MOST_PAAS;
import static dev.mintmark.format.matter.CertificationElements.MOST_PRODUCTS;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CertificationElements.DacOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads certification elements field by field, so that each fault has its code. */
final class CertificationElementsReader {
    private final Tlv.Structure elements;

    private CertificationElementsReader(Tlv.Structure elements) {
        this.elements = elements;
    }

    static CertificationElements read(byte[] tlv) throws CdRefusal {
        Tlv.Structure elements;
        try {
            elements = TlvReader.structure(tlv);
        } catch (TlvException e) {
            throw new CdRefusal(CdFault.CD_TLV, "the content is not TLV: " + e.getMessage());
        }
        requireKnownAscendingTags(elements);
        return new CertificationElementsReader(elements).read();
    }

    private static void requireKnownAscendingTags(Tlv.Structure elements) throws CdRefusal {
        int last = -1;
        for (Tlv member : elements.members()) {
            if (member.tag() <= last || member.tag() >= CdField.values().length) {
                throw new CdRefusal(CdFault.CD_TLV, "tag %d stands where it must not".formatted(member.tag()));
            }
            last = member.tag();
        }
    }

    private CertificationElements read() throws CdRefusal {
        long format = unsigned(CdField.FORMAT_VERSION, 16);
        if (format != FORMAT_VERSION) {
            throw new CdRefusal(CdFault.CD_FORMAT_VERSION, "format_version is %d, not 1".formatted(format));
        }
        for (CdField field : CdField.values()) {
            if (field.mandatory()) {
                require(field);
            }
        }
        return new CertificationElements(
                vendorId(CdField.VENDOR_ID),
                productIds(),
                unsigned(CdField.DEVICE_TYPE_ID, 32),
                certificateId(),
                (int) unsigned(CdField.SECURITY_LEVEL, 8),
                (int) unsigned(CdField.SECURITY_INFORMATION, 16),
                (int) unsigned(CdField.VERSION_NUMBER, 16),
                type(),
                dacOrigin(),
                authorizedPaas());
    }

    private List<ProductId> productIds() throws CdRefusal {
        List<Tlv> entries = array(CdField.PRODUCT_ID_ARRAY);
        if (entries.isEmpty() || entries.size() > MOST_PRODUCTS) {
            throw new CdRefusal(
                    CdFault.CD_PRODUCT_COUNT,
                    "product_id_array has %d entries, not 1 to 100".formatted(entries.size()));
        }
        List<ProductId> ids = new ArrayList<>();
        for (Tlv entry : entries) {
            ids.add(productId(unsigned(entry, CdField.PRODUCT_ID_ARRAY, 16), CdField.PRODUCT_ID_ARRAY));
        }
        return ids;
    }

    private String certificateId() throws CdRefusal {
        if (!(require(CdField.CERTIFICATE_ID) instanceof Tlv.Text text)) {
            throw wrong(CdField.CERTIFICATE_ID, "is no string");
        }
        if (!text.value().matches(CERTIFICATE_ID_FORM)) {
            throw new CdRefusal(
                    CdFault.CD_CERTIFICATE_ID,
                    "certificate_id has %d characters or strange ones, not 19 of printable ASCII"
                            .formatted(text.value().length()));
        }
        return text.value();
    }

    private CertificationType type() throws CdRefusal {
        long number = unsigned(CdField.CERTIFICATION_TYPE, 8);
        if (number >= CertificationType.values().length) {
            throw new CdRefusal(CdFault.CD_CERTIFICATION_TYPE, "certification_type %d is reserved".formatted(number));
        }
        return CertificationType.values()[(int) number];
    }

    private Optional<DacOrigin> dacOrigin() throws CdRefusal {
        boolean vendor = member(CdField.DAC_ORIGIN_VENDOR_ID).isPresent();
        boolean product = member(CdField.DAC_ORIGIN_PRODUCT_ID).isPresent();
        if (vendor != product) {
            throw new CdRefusal(
                    CdFault.CD_DAC_ORIGIN,
                    "%s stands alone".formatted(vendor ? CdField.DAC_ORIGIN_VENDOR_ID : CdField.DAC_ORIGIN_PRODUCT_ID));
        }
        if (!vendor) {
            return Optional.empty();
        }
        return Optional.of(new DacOrigin(
                vendorId(CdField.DAC_ORIGIN_VENDOR_ID),
                productId(unsigned(CdField.DAC_ORIGIN_PRODUCT_ID, 16), CdField.DAC_ORIGIN_PRODUCT_ID)));
    }

    private List<Bytes> authorizedPaas() throws CdRefusal {
        if (member(CdField.AUTHORIZED_PAA_LIST).isEmpty()) {
            return List.of();
        }
        List<Tlv> entries = array(CdField.AUTHORIZED_PAA_LIST);
        if (entries.isEmpty() || entries.size() > MOST_PAAS) {
            throw new CdRefusal(
                    CdFault.CD_PAA_LIST, "authorized_paa_list has %d entries, not 1 to 10".formatted(entries.size()));
        }
        List<Bytes> keyIds = new ArrayList<>();
        for (Tlv entry : entries) {
            if (!(entry instanceof Tlv.Octets octets) || octets.value().size() != KEY_ID_LENGTH) {
                throw new CdRefusal(
                        CdFault.CD_PAA_LIST, "authorized_paa_list holds what is no key identifier of 20 bytes");
            }
            keyIds.add(octets.value());
        }
        return keyIds;
    }

    private VendorId vendorId(CdField field) throws CdRefusal {
        try {
            return new VendorId((int) unsigned(field, 16));
        } catch (IllegalArgumentException e) {
            throw wrong(field, "is no vendor's: " + e.getMessage());
        }
    }

    private static ProductId productId(long value, CdField field) throws CdRefusal {
        try {
            return new ProductId((int) value);
        } catch (IllegalArgumentException e) {
            throw wrong(field, "is no product's: " + e.getMessage());
        }
    }

    private long unsigned(CdField field, int bits) throws CdRefusal {
        return unsigned(require(field), field, bits);
    }

    private static long unsigned(Tlv element, CdField field, int bits) throws CdRefusal {
        if (!(element instanceof Tlv.Unsigned number) || number.value() >>> bits != 0) {
            throw wrong(field, "is no unsigned number of %d bits".formatted(bits));
        }
        return number.value();
    }

    private List<Tlv> array(CdField field) throws CdRefusal {
        if (!(require(field) instanceof Tlv.Array array)) {
            throw wrong(field, "is no array");
        }
        return array.members();
    }

    private Tlv require(CdField field) throws CdRefusal {
        return member(field).orElseThrow(() -> new CdRefusal(CdFault.CD_FIELD_MISSING, field + " is missing"));
    }

    private Optional<Tlv> member(CdField field) {
        return elements.member(field.tag());
    }

    private static CdRefusal wrong(CdField field, String what) {
        return new CdRefusal(CdFault.CD_FIELD, field + " " + what);
    }
}
