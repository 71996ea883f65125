package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CertificationElements.DacOrigin;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CdCheckTest {
    private static final VendorId BRAND = new VendorId(0x1234);
    private static final VendorId MAKER = new VendorId(0x5678);
    private static final ProductId LAMP = new ProductId(0x0001);
    private static final ProductId LAMP_TOO = new ProductId(0x0002);
    private static final ProductId BOARD = new ProductId(0x0100);
    private static final Bytes PAA = Bytes.of(new byte[20]);
    private static final Bytes OTHER_PAA = Bytes.fromHex("01".repeat(20));
    private static final Bytes SOMEBODY = Bytes.fromHex("02".repeat(20));
    private static final Bytes SDK_TEST = Bytes.fromHex("62fa823359acfaa9963e1cfa140addf504f37160");

    private VendorId vendor = BRAND;
    private ProductId product = LAMP;
    private OptionalLong deviceType = OptionalLong.empty();
    private VendorId dacVendor = BRAND;
    private ProductId dacProduct = LAMP;
    private VendorId paiVendor = BRAND;
    private Optional<ProductId> paiProduct = Optional.empty();
    private boolean production = true;

    private int securityInformation;
    private long declaredType = 0x0100;
    private CertificationType type = CertificationType.OFFICIAL;
    private Optional<DacOrigin> origin = Optional.empty();
    private List<Bytes> paas = List.of();
    private Bytes signer = SOMEBODY;

    @Test
    void aDeclarationOfThisProductHasNoFindings() {
        deviceType = OptionalLong.of(0x0100);
        paiProduct = Optional.of(LAMP_TOO);
        paas = List.of(OTHER_PAA, PAA);

        assertThat(faults()).isEmpty();
    }

    @Test
    void aProductOfAnotherVendorIsFound() {
        vendor = MAKER;

        assertThat(faults()).containsExactly(CdFault.CD_VENDOR_ID);
    }

    @Test
    void aProductThatIsNotDeclaredIsFound() {
        product = BOARD;

        assertThat(faults()).containsExactly(CdFault.CD_PRODUCT_ID);
    }

    @Test
    void certificatesOfAnotherVendorAndProductAreFound() {
        dacVendor = MAKER;
        dacProduct = BOARD;
        paiVendor = MAKER;
        paiProduct = Optional.of(BOARD);

        assertThat(faults())
                .containsExactly(
                        CdFault.CD_DAC_VENDOR_ID,
                        CdFault.CD_DAC_PRODUCT_ID,
                        CdFault.CD_PAI_VENDOR_ID,
                        CdFault.CD_PAI_PRODUCT_ID);
    }

    @Test
    void aWhiteLabelProductHasItsMakersCertificates() {
        origin = Optional.of(new DacOrigin(MAKER, BOARD));
        dacVendor = MAKER;
        dacProduct = BOARD;
        paiVendor = MAKER;
        paiProduct = Optional.of(BOARD);

        assertThat(faults()).isEmpty();
    }

    @Test
    void withAnOriginTheBrandsCertificatesAreFound() {
        origin = Optional.of(new DacOrigin(MAKER, BOARD));
        paiProduct = Optional.of(LAMP);

        assertThat(faults())
                .containsExactly(
                        CdFault.CD_DAC_VENDOR_ID,
                        CdFault.CD_DAC_PRODUCT_ID,
                        CdFault.CD_PAI_VENDOR_ID,
                        CdFault.CD_PAI_PRODUCT_ID);
    }

    @Test
    void aPaaThatIsNotListedIsFound() {
        paas = List.of(OTHER_PAA);

        assertThat(faults()).containsExactly(CdFault.CD_PAA_NOT_AUTHORIZED);
    }

    @Test
    void anotherDeviceTypeIsFound() {
        deviceType = OptionalLong.of(0x0101);

        assertThat(faults()).containsExactly(CdFault.CD_DEVICE_TYPE);
    }

    @Test
    void reservedValuesAreFound() {
        securityInformation = 1;
        declaredType = 0xFFFFEDCBL;

        assertThat(faults()).containsExactly(CdFault.CD_SECURITY_FIELDS, CdFault.CD_DEVICE_TYPE_RESERVED);
    }

    @Test
    void aVendorsOwnDeviceTypeIsGood() {
        declaredType = 0xFFF1BFFFL;

        assertThat(faults()).isEmpty();
    }

    @Test
    void aTestDeclarationIsRefusedInProductionOnly() {
        signer = SDK_TEST;
        type = CertificationType.DEVELOPMENT_AND_TEST;

        assertThat(faults()).containsExactly(CdFault.CD_TEST_KEY_IN_PRODUCTION, CdFault.CD_TEST_TYPE_IN_PRODUCTION);
        production = false;
        assertThat(faults()).isEmpty();
    }

    @Test
    void theTestKeyCannotDeclareAnythingOfficial() {
        signer = SDK_TEST;
        production = false;

        assertThat(faults()).containsExactly(CdFault.CD_TEST_KEY_OFFICIAL);
    }

    private List<CdFault> faults() {
        CertificationElements elements = new CertificationElements(
                BRAND,
                List.of(LAMP, LAMP_TOO),
                declaredType,
                "CSA00000SWC00000-01",
                0,
                securityInformation,
                1,
                type,
                origin,
                paas);
        return CertificationDeclaration.sign(elements, BigInteger.TEN, signer)
                .check(new CdUse(
                        vendor, product, deviceType, dacVendor, dacProduct, paiVendor, paiProduct, PAA, production))
                .stream()
                .map(CdFinding::fault)
                .toList();
    }
}
