package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.attestation.CsrReading.Bad;
import dev.mintmark.format.attestation.CsrReading.Good;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateRequestTest {
    private static final SubjectPublicKey KEY = SubjectPublicKey.of(CsrWriter.KEY);
    private static final byte[] GOOD = CsrWriter.good().der();

    @Test
    void theSdksGoodRequestGivesItsKey() {
        assertThat(good(Vectors.bytes("matter/csr/kGoodCsr.der")).publicKeyPoint())
                .isEqualTo(Bytes.of(Vectors.bytes("matter/csr/kGoodCsrSubjectPublicKey.bin")));
    }

    @Test
    void theSubjectOfTheAwsSampleIsIgnored() {
        assertThat(CertificateRequest.read(Vectors.bytes("matter/csr/aws-sample-cert.csr.pem")))
                .isInstanceOf(Good.class);
    }

    @ParameterizedTest
    @CsvSource({
        "kBadTrailingGarbageCsr, TRAILING_BYTES",
        "kBadTooBigCsr, TRAILING_BYTES",
        "kBadSignatureSignatureCsr, BAD_PROOF_OF_POSSESSION",
        "kNotSequenceCsr, MALFORMED",
    })
    void theSdksBadRequestsAreRefused(String name, CsrFault fault) {
        assertThat(fault(Vectors.bytes("matter/csr/" + name + ".der"))).isEqualTo(fault);
    }

    @Test
    void whatWeWriteWeRead() {
        byte[] der = CertificateRequest.create(CsrWriter.KEY);

        assertThat(der).hasSizeBetween(219, 221).isEqualTo(CertificateRequest.create(CsrWriter.KEY));
        CertificateRequest request = good(der);
        assertThat(request.publicKey()).isEqualTo(KEY);
        assertThat(request.spki().size()).isEqualTo(91);
        assertThat(request.spkiSha256()).isEqualTo(KEY.spki().sha256Digest());
    }

    @Test
    void whatWeWriteHasTheSdksSubjectAndAttributes() {
        byte[] info = new CsrWriter(
                        CsrWriter.KEY,
                        CsrWriter.good().version(),
                        CsrWriter.good().subject(),
                        KEY.spki().toByteArray(),
                        Tlv.hex("a011300f06092a864886f70d01090e31023000"),
                        Tlv.ECDSA_SHA256)
                .info();
        assertThat(CertificateRequest.create(CsrWriter.KEY)).containsSequence(info);
    }

    @ParameterizedTest
    @MethodSource("waysToSendTheSameRequest")
    void armourAndLineEndsDoNotMatter(String file) {
        assertThat(good(CsrWriter.ascii(file)).publicKey()).isEqualTo(KEY);
    }

    static Stream<String> waysToSendTheSameRequest() {
        String pem = CsrWriter.pem("CERTIFICATE REQUEST", GOOD);
        return Stream.of(
                pem,
                pem.replace("\n", "\r\n"),
                "\n\n" + pem + "  \n",
                pem.stripTrailing(),
                CsrWriter.pem("NEW CERTIFICATE REQUEST", GOOD));
    }

    @Test
    void nullParametersOfOlderMbedTlsAreAccepted() {
        assertThat(good(CsrWriter.good().withAlgorithm(Tlv.ECDSA_SHA256_NULL).der())
                        .publicKey())
                .isEqualTo(KEY);
    }

    @Test
    void aSubjectWithVendorAndProductChangesNothing() {
        byte[] injected =
                Tlv.sequence(Tlv.of(0x31, Tlv.sequence(Tlv.oid("550403"), Tlv.text(0x0C, "x Mvid:FFF1 Mpid:8000"))));
        assertThat(good(CsrWriter.good().withSubject(injected).der())).isEqualTo(good(GOOD));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badRequests")
    void eachFaultIsNamed(CsrFault fault, String why, byte[] file) {
        assertThat(fault(file)).isEqualTo(fault);
    }

    static Stream<Arguments> badRequests() throws Exception {
        CsrWriter good = CsrWriter.good();
        String pem = CsrWriter.pem("CERTIFICATE REQUEST", GOOD);
        byte[] lie = GOOD.clone();
        lie[2] = (byte) (lie[2] + 1);
        byte[] inner = GOOD.clone();
        inner[5] = (byte) (inner[5] + 1);
        byte[] off = KEY.spki().toByteArray();
        off[90] ^= 1;
        byte[] compressed = Tlv.sequence(
                Tlv.hex("301306072a8648ce3d020106082a8648ce3d030107"),
                Tlv.bitString(P256.point(KEY.point()).getEncoded(true)));
        byte[] altered = GOOD.clone();
        altered[18] ^= 1;
        byte[] signature = P256.sign(CsrWriter.KEY, good.info());
        return Stream.of(
                bad(CsrFault.EMPTY, "no bytes", new byte[0]),
                bad(CsrFault.EMPTY, "white space", CsrWriter.ascii(" \r\n\t")),
                bad(
                        CsrFault.EMPTY,
                        "armour around nothing",
                        CsrWriter.ascii(CsrWriter.pem("CERTIFICATE REQUEST", new byte[0]))),
                bad(CsrFault.TOO_LARGE, "16 KiB and a byte", new byte[16 * 1024 + 1]),
                bad(
                        CsrFault.TOO_LARGE,
                        "4 KiB of DER",
                        good.withSubject(Tlv.sequence(new byte[4096])).der()),
                bad(CsrFault.NOT_A_REQUEST, "a private key", CsrWriter.ascii(CsrWriter.pem("EC PRIVATE KEY", GOOD))),
                bad(CsrFault.NOT_A_REQUEST, "a certificate", CsrWriter.ascii(CsrWriter.pem("CERTIFICATE", GOOD))),
                bad(CsrFault.SEVERAL_REQUESTS, "two", CsrWriter.ascii(pem + pem)),
                bad(CsrFault.MALFORMED_PEM, "no end", CsrWriter.ascii(pem.substring(0, 200))),
                bad(CsrFault.MALFORMED_PEM, "text around", CsrWriter.ascii("Certificate Request:\n" + pem)),
                bad(CsrFault.MALFORMED_PEM, "base64 broken", CsrWriter.ascii(pem.replaceFirst("MI", "M"))),
                bad(CsrFault.MALFORMED_PEM, "plain text", CsrWriter.ascii("no such module")),
                bad(CsrFault.TRUNCATED, "half", Arrays.copyOf(GOOD, GOOD.length / 2)),
                bad(CsrFault.TRUNCATED, "one byte less", Arrays.copyOf(GOOD, GOOD.length - 1)),
                bad(CsrFault.TRUNCATED, "length says one more", lie),
                bad(CsrFault.TRUNCATED, "length says 2 GiB", Tlv.hex("30847fffffff00")),
                bad(CsrFault.TRUNCATED, "length says 4 GiB", Tlv.hex("3084ffffffff00")),
                bad(CsrFault.TRAILING_BYTES, "ten bytes", Arrays.copyOf(GOOD, GOOD.length + 10)),
                bad(CsrFault.TRAILING_BYTES, "twice", Tlv.join(GOOD, GOOD)),
                bad(CsrFault.MALFORMED, "inner length reaches out", inner),
                bad(CsrFault.MALFORMED, "indefinite length", Tlv.join(Tlv.hex("3080"), GOOD, Tlv.hex("0000"))),
                bad(CsrFault.MALFORMED, "an empty sequence", Tlv.hex("3000")),
                bad(CsrFault.MALFORMED, "the info alone", good.info()),
                bad(
                        CsrFault.MALFORMED,
                        "no attributes field",
                        good.withAttributes(new byte[0]).der()),
                bad(
                        CsrFault.MALFORMED,
                        "long form of a short length",
                        good.withSubject(Tlv.hex("308100")).der()),
                bad(
                        CsrFault.MALFORMED,
                        "nested 1000 deep",
                        good.withSubject(nested(1000)).der()),
                bad(CsrFault.MALFORMED, "noise", Tlv.hex("ff00ff00")),
                bad(
                        CsrFault.WRONG_VERSION,
                        "1",
                        good.withVersion(Tlv.hex("020101")).der()),
                bad(CsrFault.NOT_P256, "P-384", jca("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA")),
                bad(CsrFault.NOT_P256, "RSA", jca("RSA", null, "SHA256withRSA")),
                bad(CsrFault.NOT_P256, "no key", good.withSpki(Tlv.hex("3000")).der()),
                bad(
                        CsrFault.POINT_NOT_UNCOMPRESSED,
                        "compressed",
                        good.withSpki(compressed).der()),
                bad(
                        CsrFault.POINT_NOT_ON_CURVE,
                        "y off by one",
                        good.withSpki(off).der()),
                bad(
                        CsrFault.POINT_NOT_ON_CURVE,
                        "(0,0)",
                        good.withSpki(spkiOf(new byte[64])).der()),
                bad(
                        CsrFault.WRONG_SIGNATURE_ALGORITHM,
                        "SHA-1",
                        good.withAlgorithm(Tlv.ECDSA_SHA1).der()),
                bad(
                        CsrFault.WRONG_SIGNATURE_ALGORITHM,
                        "SHA-1, rightly signed",
                        jca("EC", new ECGenParameterSpec("secp256r1"), "SHA1withECDSA")),
                bad(
                        CsrFault.WRONG_SIGNATURE_ALGORITHM,
                        "SHA-384, rightly signed",
                        jca("EC", new ECGenParameterSpec("secp256r1"), "SHA384withECDSA")),
                bad(
                        CsrFault.BAD_PROOF_OF_POSSESSION,
                        "another device's key",
                        good.withSpki(SubjectPublicKey.of(BigInteger.TEN).spki().toByteArray())
                                .der()),
                bad(CsrFault.BAD_PROOF_OF_POSSESSION, "altered subject", altered),
                bad(CsrFault.BAD_PROOF_OF_POSSESSION, "no signature", good.der(new byte[0])),
                bad(
                        CsrFault.BAD_PROOF_OF_POSSESSION,
                        "trailing byte in the signature",
                        good.der(Arrays.copyOf(signature, signature.length + 1))));
    }

    @ParameterizedTest
    @EnumSource(CsrFault.class)
    void eachFaultHasAFixtureAndSaysWhatToDo(CsrFault fault) throws Exception {
        assertThat(badRequests().map(each -> each.get()[0])).contains(fault);
        assertThat(fault.meaning()).doesNotEndWith(".").isNotBlank();
        assertThat(fault.hint()).doesNotEndWith(".").isNotBlank();
    }

    /** A mutation may leave a request good only if its signature still verifies for the key it then states. */
    @Test
    void whatIsThereInsteadHasTheNameThatPeopleKnow() throws Exception {
        assertThat(Stream.of(
                                jca("RSA", null, "SHA256withRSA"),
                                jca("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA"),
                                jca("EC", new ECGenParameterSpec("secp256r1"), "SHA384withECDSA"),
                                CsrWriter.good()
                                        .withAlgorithm(Tlv.hex("300506032a0304"))
                                        .der())
                        .map(CertificateRequest::read))
                .extracting(reading -> ((Bad) reading).detail())
                .containsExactly("it is RSA", "it is EC P-384", "it is ECDSA with SHA-384", "it is 1.2.3.4");
    }

    @Test
    void tenThousandMutationsNeitherThrowNorSmuggleInAKey() {
        SplittableRandom random = new SplittableRandom(20260101);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] mutant = mutate(GOOD, random);
            CsrReading reading = CertificateRequest.read(mutant);
            if (reading instanceof Good good) {
                assertThat(good.request().publicKey()).isEqualTo(KEY);
                assertThat(mutant).containsSequence(CsrWriter.good().info());
            } else {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(9_900);
    }

    @Test
    void noiseNeverThrows() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            if (noise.length > 4 && i % 2 == 0) {
                System.arraycopy(Tlv.hex("3081"), 0, noise, 0, 2);
                noise[2] = (byte) (noise.length - 3);
            }
            assertThatCode(() -> CertificateRequest.read(noise)).doesNotThrowAnyException();
        }
    }

    private static byte[] mutate(byte[] original, SplittableRandom random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt(256);
                case 2 ->
                    mutant = Tlv.join(Arrays.copyOf(mutant, at), Arrays.copyOfRange(mutant, at + 1, mutant.length));
                default ->
                    mutant = Tlv.join(
                            Arrays.copyOf(mutant, at),
                            new byte[] {(byte) random.nextInt(256)},
                            Arrays.copyOfRange(mutant, at, mutant.length));
            }
        }
        return mutant;
    }

    private static byte[] nested(int depth) {
        byte[] inner = new byte[0];
        for (int i = 0; i < depth; i++) {
            inner = Tlv.sequence(inner);
        }
        return inner;
    }

    private static byte[] spkiOf(byte[] xy) {
        byte[] spki = KEY.spki().toByteArray();
        System.arraycopy(xy, 0, spki, 27, 64);
        return spki;
    }

    private static byte[] jca(String algorithm, ECGenParameterSpec curve, String signature) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (curve == null) {
            generator.initialize(2048);
        } else {
            generator.initialize(curve);
        }
        KeyPair pair = generator.generateKeyPair();
        return new JcaPKCS10CertificationRequestBuilder(new X500Principal("OU=CSA"), pair.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                .getEncoded();
    }

    private static Arguments bad(CsrFault fault, String why, byte[] file) {
        return Arguments.of(fault, why, file);
    }

    private static CertificateRequest good(byte[] file) {
        CsrReading reading = CertificateRequest.read(file);
        assertThat(reading).isInstanceOf(Good.class);
        return ((Good) reading).request();
    }

    private static CsrFault fault(byte[] file) {
        CsrReading reading = CertificateRequest.read(file);
        assertThat(reading).isInstanceOf(Bad.class);
        return ((Bad) reading).fault();
    }
}
