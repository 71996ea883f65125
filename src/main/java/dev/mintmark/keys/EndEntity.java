package dev.mintmark.keys;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Self-signed certificates of parties outside the Matter PKI: who signs deliveries and who opens them. Self-signed, because
 * {@code openssl cms -verify -CAfile} then needs no other file, and trusts nobody else.
 */
final class EndEntity {
    private EndEntity() {}

    /** Signs deliveries; emailProtection, because openssl's default purpose asks for it. */
    static X509CertificateHolder signer(
            String name, KeyPair keys, BigInteger serial, Instant from, Instant to, SecureRandom random) {
        return selfSigned(name, keys, serial, from, to, KeyUsage.digitalSignature, true, random);
    }

    /** Signs checkpoints of the log: an Ed25519 key. */
    static X509CertificateHolder logSigner(
            String name, KeyPair keys, BigInteger serial, Instant from, Instant to, SecureRandom random) {
        return selfSigned(name, keys, serial, from, to, KeyUsage.digitalSignature, false, random);
    }

    /** Opens deliveries, by an EC key that content keys are agreed with, and signs receipts. */
    static X509CertificateHolder factory(
            String name, KeyPair keys, BigInteger serial, Instant from, Instant to, SecureRandom random) {
        return selfSigned(
                name, keys, serial, from, to, KeyUsage.keyAgreement | KeyUsage.digitalSignature, false, random);
    }

    private static X509CertificateHolder selfSigned(
            String name,
            KeyPair keys,
            BigInteger serial,
            Instant from,
            Instant to,
            int usage,
            boolean mail,
            SecureRandom random) {
        X500Name subject = new X500Name("CN=" + name);
        PublicKey key = keys.getPublic();
        try {
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(subject, serial, Date.from(from), Date.from(to), subject, key)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                    .addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key))
                    .addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(key));
            if (mail) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
            }
            return builder.build(new JcaContentSignerBuilder(algorithm(key))
                    .setProvider(new BouncyCastleProvider())
                    .setSecureRandom(random)
                    .build(keys.getPrivate()));
        } catch (CertIOException | OperatorCreationException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("an EC or Ed25519 key certifies itself", e);
        }
    }

    private static String algorithm(PublicKey key) {
        return key instanceof ECPublicKey ? "SHA256withECDSA" : "Ed25519";
    }
}
