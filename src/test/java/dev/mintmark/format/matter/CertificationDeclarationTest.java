package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CertificationElements.DacOrigin;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificationDeclarationTest {
    private static final CdKey KEY = new CdKey(new BigInteger("1234567890123456789012345678901234567890"));
    private static final CdKey OTHER = new CdKey(BigInteger.valueOf(42));

    /** The content that the SDK's test vectors carry for FFF1, 8000. */
    private static final String CONTENT =
            "152400012501f1ff360205008018250334122c04135a494732303134315a423333303030312d3234"
                    + "2405002406002507769824080018";

    @Test
    void elementsAreEncodedAsTheSdkDoes() {
        assertThat(elements().encode().hex()).isEqualTo(CONTENT);
    }

    @Test
    void whatIsSignedIsReadBackAndVerified() {
        CertificationElements all = new CertificationElements(
                new VendorId(0xFFF1),
                List.of(new ProductId(1), new ProductId(0x8001)),
                0x0016,
                "CSA00000SWC00000-01",
                0,
                0,
                0xFFFF,
                CertificationType.PROVISIONAL,
                Optional.of(new DacOrigin(new VendorId(0xFFF2), new ProductId(0x8002))),
                List.of(KEY.keyId(), OTHER.keyId()));
        CertificationDeclaration signed = CertificationDeclaration.sign(all, KEY.d(), KEY.keyId());

        CertificationDeclaration read = read(signed.encoded().toByteArray());

        assertThat(read).isEqualTo(signed);
        assertThat(read.elements()).isEqualTo(all);
        assertThat(read.verify(List.of(OTHER.signer(), KEY.signer()))).isEmpty();
    }

    @Test
    void theSameArgumentsGiveTheSameBytes() {
        assertThat(signed().encoded()).isEqualTo(signed().encoded());
    }

    @Test
    void anotherCmsLibraryReadsAndVerifiesWhatIsSigned() throws Exception {
        CMSSignedData cms = new CMSSignedData(signed().encoded().toByteArray());
        SignerInformation signer = cms.getSignerInfos().iterator().next();

        assertThat(cms.getVersion()).isEqualTo(3);
        assertThat((byte[]) cms.getSignedContent().getContent())
                .isEqualTo(elements().encode().toByteArray());
        assertThat(signer.getSID().getSubjectKeyIdentifier())
                .isEqualTo(KEY.keyId().toByteArray());
        assertThat(signer.getSignedAttributes()).isNull();
        assertThat(signer.verify(verifier(KEY))).isTrue();
        assertThat(signer.verify(verifier(OTHER))).isFalse();
    }

    private static SignerInformationVerifier verifier(CdKey key) throws Exception {
        SubjectPublicKeyInfo spki = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1),
                key.publicKey().toByteArray());
        BouncyCastleProvider provider = new BouncyCastleProvider();
        return new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(provider)
                .build(new JcaPEMKeyConverter().setProvider(provider).getPublicKey(spki));
    }

    @Test
    void theGreatestDeclarationFitsTheLimit() {
        List<ProductId> products =
                IntStream.range(0x8000, 0x8064).mapToObj(ProductId::new).toList();
        CertificationElements greatest = new CertificationElements(
                new VendorId(0xFFF1),
                products,
                0xFFF1BFFFL,
                "CSA00000SWC00000-01",
                0,
                0,
                0xFFFF,
                CertificationType.OFFICIAL,
                Optional.of(new DacOrigin(new VendorId(0xFFF2), new ProductId(0x8002))),
                Collections.nCopies(10, KEY.keyId()));

        assertThat(CertificationDeclaration.sign(greatest, KEY.d(), KEY.keyId())
                        .encoded()
                        .size())
                .isLessThanOrEqualTo(CertificationDeclaration.MAX_LENGTH);
    }

    @Test
    void aSignerNobodyTrustsIsRefused() {
        assertThat(signed().verify(List.of(OTHER.signer())).orElseThrow().fault())
                .isEqualTo(CdFault.CD_SIGNER_UNKNOWN);
    }

    @Test
    void anotherKeyUnderTheSignersNameIsRefused() {
        CertificationDeclaration forged = CertificationDeclaration.sign(elements(), OTHER.d(), KEY.keyId());

        assertThat(forged.verify(List.of(KEY.signer())).orElseThrow().fault()).isEqualTo(CdFault.CD_SIGNATURE);
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] good = signed().encoded().toByteArray();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            if (CertificationDeclaration.read(bad) instanceof CertificationDeclaration.Read read) {
                assertThat(read.declaration().verify(List.of(KEY.signer())))
                        .as("bit %d", bit)
                        .isPresent();
            }
        }
    }

    @Test
    void everyCutAndEveryByteTooManyIsRefused() {
        byte[] good = signed().encoded().toByteArray();
        for (int length = 0; length < good.length; length++) {
            assertThat(fault(Arrays.copyOf(good, length))).isEqualTo(CdFault.CD_NOT_DER);
        }
        assertThat(fault(Arrays.copyOf(good, good.length + 1))).isEqualTo(CdFault.CD_NOT_DER);
        assertThat(fault(new byte[CertificationDeclaration.MAX_LENGTH + 1])).isEqualTo(CdFault.CD_TOO_LONG);
    }

    @Test
    void noiseAndDeepNestingAreRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(CertificationDeclaration.read(noise)).isInstanceOf(CertificationDeclaration.Refused.class);
        }
        byte[] nested = new byte[CertificationDeclaration.MAX_LENGTH];
        for (int i = 0; i < nested.length; i++) {
            nested[i] = (byte) (i % 2 == 0 ? 0x30 : 0x80);
        }
        assertThat(fault(nested)).isEqualTo(CdFault.CD_NOT_DER);
    }

    @Test
    void indefiniteLengthsAreNoDer() {
        byte[] good = signed().encoded().toByteArray();
        byte[] ber = new byte[good.length + 1];
        ber[0] = 0x30;
        ber[1] = (byte) 0x80;
        System.arraycopy(good, 3, ber, 2, good.length - 3);

        assertThat(fault(ber)).isEqualTo(CdFault.CD_NOT_DER);
    }

    @ParameterizedTest
    @CsvSource({
        "CD_FORMAT_VERSION, 24000125, 24000225",
        "CD_FIELD_MISSING, 240001, ''",
        "CD_FIELD_MISSING, 24080018, 18",
        "CD_FIELD_MISSING, 25033412, ''",
        "CD_FIELD_MISSING, 360205008018, ''",
        "CD_PRODUCT_COUNT, 360205008018, 360218",
        "CD_CERTIFICATE_ID, 2c04135a, 2c04145a5a",
        "CD_CERTIFICATE_ID, 2c04135a, 2c041300",
        "CD_CERTIFICATION_TYPE, 240800, 240803",
        "CD_DAC_ORIGIN, 24080018, 2408002509f1ff18",
        "CD_DAC_ORIGIN, 24080018, 240800250a008018",
        "CD_PAA_LIST, 24080018, 240800360b1818",
        "CD_PAA_LIST, 24080018, 240800360b1002ffff1818",
        "CD_FIELD, 2501f1ff, 240100",
        "CD_FIELD, 2501f1ff, 2501f5ff",
        "CD_FIELD, 2501f1ff, 2601f1ff0100",
        "CD_FIELD, 2501f1ff, 2101f1ff",
        "CD_FIELD, 05008018, 040018",
        "CD_FIELD, 25033412, 27033412000001000000",
        "CD_TLV, 24080018, 240800240c0018",
        "CD_TLV, 24080018, 2408001800",
        "CD_TLV, 2400012501f1ff, 2501f1ff240001",
        "CD_TLV, 15240001, 16240001",
    })
    void eachFaultOfTheContentHasItsCode(CdFault expected, String good, String bad) {
        assertThat(CONTENT).contains(good);

        assertThat(fault(signedContent(CONTENT.replace(good, bad)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CD_NOT_SIGNED_DATA, 020103, 020101", // version 1
        "CD_NOT_SIGNED_DATA, 2a864886f70d010702, 2a864886f70d010703", // EnvelopedData
        "CD_NOT_SIGNED_DATA, 2a864886f70d010701, 2a864886f70d010702", // content of another type
        "CD_ALGORITHM, 608648016503040201, 608648016503040202", // SHA-384
        "CD_ALGORITHM, 2a8648ce3d040302, 2a8648ce3d040303", // ecdsa-with-SHA384
    })
    void eachFaultOfTheEnvelopeHasItsCode(CdFault expected, String good, String bad) {
        String hex = signed().encoded().hex();
        assertThat(hex).contains(good);

        assertThat(fault(Bytes.fromHex(hex.replaceFirst(good, bad)).toByteArray()))
                .isEqualTo(expected);
    }

    @Test
    void aSignerNamedOtherwiseIsRefused() {
        byte[] short19 = new CdEnvelope(elements().encode(), Bytes.of(new byte[19]), Bytes.of(new byte[70]))
                .encode()
                .toByteArray();

        assertThat(fault(short19)).isEqualTo(CdFault.CD_SIGNER_ID);
        assertThatThrownBy(() -> CertificationDeclaration.sign(elements(), KEY.d(), Bytes.of(new byte[19])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSignerWhoseKeyIdentifierIsNotOfItsKeyIsNone() {
        assertThatThrownBy(() -> new CdSigner(OTHER.keyId(), KEY.publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static CertificationElements elements() {
        return new CertificationElements(
                new VendorId(0xFFF1),
                List.of(new ProductId(0x8000)),
                0x1234,
                "ZIG20141ZB330001-24",
                0,
                0,
                0x9876,
                CertificationType.DEVELOPMENT_AND_TEST,
                Optional.empty(),
                List.of());
    }

    private static CertificationDeclaration signed() {
        return CertificationDeclaration.sign(elements(), KEY.d(), KEY.keyId());
    }

    private static byte[] signedContent(String content) {
        return new CdEnvelope(Bytes.fromHex(content), KEY.keyId(), Bytes.of(new byte[70]))
                .encode()
                .toByteArray();
    }

    private static CdFault fault(byte[] der) {
        return ((CertificationDeclaration.Refused) CertificationDeclaration.read(der))
                .finding()
                .fault();
    }

    static CertificationDeclaration read(byte[] der) {
        return ((CertificationDeclaration.Read) CertificationDeclaration.read(der)).declaration();
    }
}
