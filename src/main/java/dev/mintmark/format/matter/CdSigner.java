package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.digests.SHA1Digest;

/**
 * A signer of certification declarations whom somebody trusts. Trust is in the certificate as given: no chain is followed,
 * because the declarations carry none (Matter Core 6.3.1).
 *
 * @param keyId subject key identifier, 20 bytes: SHA-1 of {@code publicKey}
 * @param publicKey uncompressed P-256 point, 65 bytes
 */
public record CdSigner(Bytes keyId, Bytes publicKey) {
    /** Of the key whose private half is published with the Matter SDK. */
    private static final Bytes SDK_TEST_KEY_ID = Bytes.fromHex("62fa823359acfaa9963e1cfa140addf504f37160");

    /** Of the Certification Declaration Signing Keys 001 to 005 of the CSA. */
    private static final Set<Bytes> CSA_KEY_IDS = Set.of(
            Bytes.fromHex("fe343f959947763b61ee4539131338494fe67d8e"),
            Bytes.fromHex("dd04db585b214c1c581587e6568df487b6ddc701"),
            Bytes.fromHex("471035e7c04eaaa8be7c4d4c13e3e4c20995a84b"),
            Bytes.fromHex("f68603a3692e981072419ea1e1ab3854bd7795d3"),
            Bytes.fromHex("637f2634ad62eafe6af662efb96f6fd2fcbffc2f"));

    private static final Set<ASN1ObjectIdentifier> KNOWN_EXTENSIONS =
            Set.of(Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage);

    public CdSigner {
        P256.point(publicKey);
        if (!keyId.equals(sha1(publicKey))) {
            throw new IllegalArgumentException("the signer's key identifier is not the SHA-1 of its key");
        }
    }

    /**
     * Reads a signer's certificate: X.509 v3, ecdsa-with-SHA256, P-256, BasicConstraints and KeyUsage (digitalSignature or
     * keyCertSign) critical, subject and authority key identifiers.
     *
     * @param certificate DER
     * @throws IllegalArgumentException if it is anything else
     */
    public static CdSigner fromCertificate(byte[] certificate) {
        X509CertificateHolder holder;
        try {
            holder = new X509CertificateHolder(certificate);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the signer's certificate is not a DER certificate", e);
        }
        try {
            return fromCertificate(holder);
        } catch (IllegalStateException | ClassCastException e) {
            throw new IllegalArgumentException("the signer's certificate is malformed", e);
        }
    }

    private static CdSigner fromCertificate(X509CertificateHolder certificate) {
        require(certificate.getVersionNumber() == 3, "is not of version 3");
        require(
                certificate.getSignatureAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256),
                "is not signed with ecdsa-with-SHA256");
        SubjectPublicKeyInfo key = certificate.getSubjectPublicKeyInfo();
        require(key.getAlgorithm().equals(p256()), "has no P-256 key");
        require(isCritical(certificate, Extension.basicConstraints), "lacks a critical BasicConstraints");
        require(isCritical(certificate, Extension.keyUsage), "lacks a critical KeyUsage");
        KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
        require(
                usage.hasUsages(KeyUsage.digitalSignature) || usage.hasUsages(KeyUsage.keyCertSign),
                "has a key that may not sign");
        require(
                KNOWN_EXTENSIONS.containsAll(certificate.getCriticalExtensionOIDs()),
                "has an unknown critical extension");
        AuthorityKeyIdentifier issuer = AuthorityKeyIdentifier.fromExtensions(certificate.getExtensions());
        require(issuer != null && issuer.getKeyIdentifierOctets() != null, "lacks an authority key identifier");
        Extension keyId = certificate.getExtension(Extension.subjectKeyIdentifier);
        require(keyId != null, "lacks a subject key identifier");
        return new CdSigner(
                Bytes.of(ASN1OctetString.getInstance(keyId.getParsedValue()).getOctets()),
                Bytes.of(key.getPublicKeyData().getOctets()));
    }

    private static AlgorithmIdentifier p256() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    }

    private static boolean isCritical(X509CertificateHolder certificate, ASN1ObjectIdentifier extension) {
        Extension found = certificate.getExtension(extension);
        return found != null && found.isCritical();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("the signer's certificate " + otherwise);
        }
    }

    /** RFC 5280 4.2.1.2, method 1. */
    private static Bytes sha1(Bytes publicKey) {
        SHA1Digest digest = new SHA1Digest();
        digest.update(publicKey.toByteArray(), 0, publicKey.size());
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Bytes.of(hash);
    }

    /** Whether the key identifier is that of the SDK's published test key, with which anyone can sign. */
    static boolean isTestKey(Bytes keyId) {
        return SDK_TEST_KEY_ID.equals(keyId);
    }

    static boolean isCsaKey(Bytes keyId) {
        return CSA_KEY_IDS.contains(keyId);
    }
}
