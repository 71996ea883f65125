package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttestationNameTest {
    private static final String VID = "2b0601040182a27c0201";
    private static final String PID = "2b0601040182a27c0202";

    @ParameterizedTest
    @CsvSource({
        "ACME Matter Devel DAC 5CDA9899 Mvid:FFF1 Mpid:00B1, FFF1, 00B1",
        "ACME Matter Devel DAC 5CDA9899 Mpid:00B1 Mvid:FFF1, FFF1, 00B1",
        "Mpid:00B1ACME Matter Devel DAC 5CDA9899 Mvid:FFF1, FFF1, 00B1",
        "Mvid:FFF1ACME Matter Devel DAC 5CDAMpid:00B19899, FFF1, 00B1",
        "Mvid:FFF10x Mpid:00B1234, FFF1, 00B1",
        "Mvid:fff1 Mvid:FFF1 Mvid:FFF2, FFF1,",
        "Mvid:Mvid:FFF1, FFF1,",
        "mvid:FFF1 Mpid:0001, , 0001",
        "no ids at all, ,",
    })
    void theFallbackTakesTheLeftmostCompleteMatch(String commonName, String vendor, String product) {
        AttestationName name = read(CertificateWriter.rdn("550403", 0x0C, commonName));

        assertThat(name.vendorId()).isEqualTo(Optional.ofNullable(vendor).map(VendorId::parse));
        assertThat(name.productId()).isEqualTo(Optional.ofNullable(product).map(ProductId::parse));
        assertThat(name.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DAC Mvid:FF1 Mpid:00B1",
                "DAC Mvid:fff1 Mpid:00B1",
                "DAC Mvid: FFF1",
                "DAC Mpid:00b1",
                "DAC Mvid:",
                "DAC Mvid:FFF5",
                "DAC Mpid:0000"
            })
    void aPrefixWithoutFourGoodDigitsSpoilsTheName(String commonName) {
        assertThat(read(CertificateWriter.rdn("550403", 0x0C, commonName)).faults())
                .hasSize(1);
    }

    @Test
    void itsTextNamesVendorAndProduct() {
        AttestationName name = read(
                CertificateWriter.rdn("550403", 0x0C, "Acme, PAI"),
                CertificateWriter.rdn(VID, 0x0C, "FFF1"),
                CertificateWriter.rdn(PID, 0x0C, "8001"));

        assertThat(name.text()).isEqualTo("CN=Acme\\, PAI, VID=FFF1, PID=8001");
    }

    @Test
    void whatIsNoTextInItsOwnEncodingStandsInHex() {
        byte[] name = Tlv.of(0x31, Tlv.sequence(Tlv.oid("55040a"), Tlv.hex("0c02ff41")));

        assertThat(read(name).text()).isEqualTo("O=#0c02ff41");
    }

    @Test
    void onlySixtyFourBytesOfTheCommonNameAreSearched() {
        assertThat(read(CertificateWriter.rdn("550403", 0x0C, "x".repeat(55) + "Mvid:FFF1"))
                        .vendorId())
                .contains(new VendorId(0xFFF1));
        AttestationName cut = read(CertificateWriter.rdn("550403", 0x0C, "x".repeat(56) + "Mvid:FFF1"));
        assertThat(cut.vendorId()).isEmpty();
        assertThat(cut.faults()).hasSize(1);
        AttestationName beyond = read(CertificateWriter.rdn("550403", 0x0C, "x".repeat(64) + "Mvid:FFF1"));
        assertThat(beyond.vendorId()).isEmpty();
        assertThat(beyond.faults()).isEmpty();
    }

    @Test
    void withAnyMatterAttributeTheCommonNameIsIgnored() {
        AttestationName contradicting = read(
                CertificateWriter.rdn("550403", 0x0C, "Mvid:FFF2 Mpid:xxxx"), CertificateWriter.rdn(VID, 0x0C, "FFF1"));
        assertThat(contradicting.vendorId()).contains(new VendorId(0xFFF1));
        assertThat(contradicting.faults()).isEmpty();

        AttestationName mixed =
                read(CertificateWriter.rdn("550403", 0x0C, "Mvid:FFF1"), CertificateWriter.rdn(PID, 0x0C, "8000"));
        assertThat(mixed.vendorId()).isEmpty();
        assertThat(mixed.productId()).contains(new ProductId(0x8000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12eF", "0x45", "AB5", "12345", "", "0000", "FFF5"})
    void anAttributeIsExactlyFourUpperCaseHexDigits(String value) {
        assertThat(read(CertificateWriter.rdn(VID, 0x0C, value)).faults()).hasSize(1);
    }

    @Test
    void anAttributeMayNotOccurTwiceNorInAnotherStringType() {
        byte[] vendor = CertificateWriter.rdn(VID, 0x0C, "FFF1");
        assertThat(read(vendor, vendor).faults()).containsExactly("VID occurs 2 times");
        assertThat(read(CertificateWriter.rdn(VID, 0x16, "FFF1")).faults()).hasSize(1);
        assertThat(read(CertificateWriter.rdn(VID, 0x13, "FFF1")).vendorId()).contains(new VendorId(0xFFF1));
    }

    private static AttestationName read(byte[]... rdns) {
        return AttestationName.of(ASN1Sequence.getInstance(Tlv.sequence(rdns)));
    }
}
