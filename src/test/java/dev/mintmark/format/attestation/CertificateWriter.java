package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** A certificate written by hand, each part of which can be wrong; what is not changed is good. */
final class CertificateWriter {
    static final BigInteger PAA_KEY = BigInteger.valueOf(20260101);
    static final BigInteger PAI_KEY = BigInteger.valueOf(20260102);
    static final BigInteger DAC_KEY = BigInteger.valueOf(20260103);

    static final byte[] PAA_NAME = name("test PAA", "FFF1", null);
    static final byte[] PAI_NAME = name("test PAI", "FFF1", null);

    byte[] version = Tlv.hex("a003020102");
    byte[] serial = Tlv.hex("0208123456789abcdef0");
    byte[] innerAlgorithm = Tlv.ECDSA_SHA256;
    byte[] issuer;
    byte[] notBefore = Tlv.text(0x17, "260101000000Z");
    byte[] notAfter = Tlv.text(0x18, "99991231235959Z");
    byte[] subject;
    byte[] spki;
    byte[] uniqueId = {};
    final Map<String, byte[]> extensions = new LinkedHashMap<>();
    byte[] moreExtensions = {};
    byte[] outerAlgorithm = Tlv.ECDSA_SHA256;
    BigInteger signer;

    private CertificateWriter(byte[] issuer, byte[] subject, BigInteger key, BigInteger signer) {
        this.issuer = issuer;
        this.subject = subject;
        this.spki = SubjectPublicKey.of(key).spki().toByteArray();
        this.signer = signer;
        Bytes keyId = SubjectPublicKey.of(key).keyIdentifier();
        Bytes issuerKeyId = SubjectPublicKey.of(signer).keyIdentifier();
        extensions.put("ski", skiExtension(keyId));
        extensions.put("aki", akiExtension(issuerKeyId));
    }

    static CertificateWriter paa() {
        CertificateWriter writer = new CertificateWriter(PAA_NAME, PAA_NAME, PAA_KEY, PAA_KEY);
        writer.extensions.put("bc", basicConstraints(true, "30060101ff020101"));
        writer.extensions.put("ku", keyUsage(true, "03020106"));
        return writer;
    }

    static CertificateWriter pai() {
        CertificateWriter writer = new CertificateWriter(PAA_NAME, PAI_NAME, PAI_KEY, PAA_KEY);
        writer.extensions.put("bc", basicConstraints(true, "30060101ff020100"));
        writer.extensions.put("ku", keyUsage(true, "03020106"));
        return writer;
    }

    static CertificateWriter dac() {
        CertificateWriter writer = new CertificateWriter(PAI_NAME, name("test DAC", "FFF1", "8000"), DAC_KEY, PAI_KEY);
        writer.extensions.put("bc", basicConstraints(true, "3000"));
        writer.extensions.put("ku", keyUsage(true, "03020780"));
        return writer;
    }

    byte[] toBeSigned() {
        byte[] list = Tlv.join(extensions.values().toArray(byte[][]::new));
        return Tlv.sequence(
                version,
                serial,
                innerAlgorithm,
                issuer,
                Tlv.sequence(notBefore, notAfter),
                subject,
                spki,
                uniqueId,
                Tlv.of(0xA3, Tlv.sequence(list, moreExtensions)));
    }

    byte[] der() {
        return Tlv.sequence(toBeSigned(), outerAlgorithm, Tlv.bitString(P256.sign(signer, toBeSigned())));
    }

    AttestationCertificate certificate() {
        return AttestationCertificate.parse(der());
    }

    static byte[] name(String commonName, String vendor, String product) {
        return Tlv.sequence(
                rdn("550403", 0x0C, commonName),
                vendor == null ? new byte[0] : rdn("2b0601040182a27c0201", 0x0C, vendor),
                product == null ? new byte[0] : rdn("2b0601040182a27c0202", 0x0C, product));
    }

    static byte[] rdn(String oid, int tag, String value) {
        return Tlv.of(0x31, Tlv.sequence(Tlv.oid(oid), Tlv.text(tag, value)));
    }

    static byte[] extension(String oid, boolean critical, byte[] value) {
        return Tlv.sequence(Tlv.oid(oid), critical ? Tlv.hex("0101ff") : new byte[0], Tlv.octetString(value));
    }

    static byte[] basicConstraints(boolean critical, String value) {
        return extension("551d13", critical, Tlv.hex(value));
    }

    static byte[] keyUsage(boolean critical, String value) {
        return extension("551d0f", critical, Tlv.hex(value));
    }

    static byte[] skiExtension(Bytes keyId) {
        return extension("551d0e", false, Tlv.octetString(keyId.toByteArray()));
    }

    static byte[] akiExtension(Bytes keyId) {
        return extension("551d23", false, Tlv.sequence(Tlv.of(0x80, keyId.toByteArray())));
    }
}
