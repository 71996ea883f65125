package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.junit.jupiter.api.Test;

class CertificateTemplateTest {
    private static final int CERTIFICATES = 10_000;
    private static final List<SubjectPublicKey> KEYS = IntStream.rangeClosed(1, 100)
            .mapToObj(d -> SubjectPublicKey.of(BigInteger.valueOf(d)))
            .toList();

    /** From 1950 to 9999, where UTCTime and GeneralizedTime take turns. */
    private static final long EARLIEST = Instant.parse("1950-01-01T00:00:00Z").getEpochSecond();

    private static final long LATEST = CertificateTime.NEVER.getEpochSecond();

    private final SplittableRandom random = new SplittableRandom(6);

    @Test
    void tenThousandCertificatesAreBouncyCastlesByteForByte() throws IOException {
        for (int i = 0; i < CERTIFICATES; i++) {
            CertificateTemplate template = template();
            byte[] signature = bytes(random.nextInt(73));

            Bytes content = template.toBeSigned();

            assertThat(content.toByteArray()).isEqualTo(byBouncyCastle(template));
            assertThat(CertificateTemplate.assemble(content, signature).toByteArray())
                    .isEqualTo(new DERSequence(new ASN1Encodable[] {
                                TBSCertificate.getInstance(content.toByteArray()),
                                EcdsaSha256.IDENTIFIER,
                                new DERBitString(signature)
                            })
                            .getEncoded(ASN1Encoding.DER));
        }
    }

    private CertificateTemplate template() {
        byte[] serial = bytes(1 + random.nextInt(CertificateTemplate.SERIAL_LENGTH));
        serial[0] &= 0x7F;
        Instant notBefore = time();
        boolean authority = random.nextBoolean();
        return new CertificateTemplate(
                Bytes.of(serial),
                CertificateTemplate.subject(name(), Optional.of("FFF1"), Optional.empty()),
                notBefore,
                random.nextBoolean() ? CertificateTime.NEVER : time(),
                CertificateTemplate.subject(name(), Optional.of("FFF1"), Optional.of("8000")),
                KEYS.get(random.nextInt(KEYS.size())),
                authority ? new BasicConstraints(random.nextInt(3)) : new BasicConstraints(false),
                new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature),
                Bytes.of(bytes(20)));
    }

    private static byte[] byBouncyCastle(CertificateTemplate template) throws IOException {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(
                new ASN1Integer(new BigInteger(template.serial().toByteArray())));
        generator.setSignature(EcdsaSha256.IDENTIFIER);
        generator.setIssuer(X500Name.getInstance(template.issuer().toByteArray()));
        generator.setStartDate(new Time(Date.from(template.notBefore())));
        generator.setEndDate(new Time(Date.from(template.notAfter())));
        generator.setSubject(X500Name.getInstance(template.subject().toByteArray()));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(template.key().spki().toByteArray()));
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, template.constraints());
        extensions.addExtension(Extension.keyUsage, true, template.usage());
        ASN1OctetString keyId =
                new DEROctetString(template.key().keyIdentifier().toByteArray());
        extensions.addExtension(Extension.subjectKeyIdentifier, false, keyId);
        extensions.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(template.issuerKeyId().toByteArray()));
        generator.setExtensions(extensions.generate());
        return generator.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(EARLIEST, LATEST));
    }

    private String name() {
        return "é%s".formatted("x".repeat(random.nextInt(60)));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
