package dev.mintmark;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A throwaway key with its self-signed certificate, made for one test run and kept nowhere. */
public record Identity(X509Certificate certificate, PrivateKey key) {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();

    /** On a curve by its JDK name, valid for a year, without key usage. */
    public static Identity ec(String curve) {
        return of(
                "EC",
                new ECGenParameterSpec(curve),
                today(),
                today().plus(Duration.ofDays(365)),
                null,
                name(),
                serial());
    }

    public static Identity ec(String name, Instant from, Instant to) {
        return of("EC", new ECGenParameterSpec("secp256r1"), from, to, null, name, serial());
    }

    public static Identity ec(KeyUsage usage) {
        return of(
                "EC",
                new ECGenParameterSpec("secp256r1"),
                today(),
                today().plus(Duration.ofDays(1)),
                usage,
                name(),
                serial());
    }

    public static Identity rsa(int bits, KeyUsage usage) {
        AlgorithmParameterSpec size = new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
        return of("RSA", size, today(), today().plus(Duration.ofDays(1)), usage, name(), serial());
    }

    public static Identity rsa(int bits, BigInteger exponent) {
        AlgorithmParameterSpec size = new RSAKeyGenParameterSpec(bits, exponent);
        return of("RSA", size, today(), today().plus(Duration.ofDays(1)), null, name(), serial());
    }

    /** Midnight, so that a certificate's seconds are whole. */
    public static Instant today() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS);
    }

    /** Another certificate of the same name and serial number for another key. */
    public Identity impostor() {
        return of(
                "EC",
                new ECGenParameterSpec("secp256r1"),
                today(),
                today().plus(Duration.ofDays(365)),
                null,
                certificate.getSubjectX500Principal().getName(),
                certificate.getSerialNumber());
    }

    private static BigInteger serial() {
        return new BigInteger(64, new SecureRandom());
    }

    private static String name() {
        return "CN=test " + serial();
    }

    private static Identity of(
            String algorithm,
            AlgorithmParameterSpec spec,
            Instant from,
            Instant to,
            KeyUsage usage,
            String name,
            BigInteger serial) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(spec, new SecureRandom());
            KeyPair pair = generator.generateKeyPair();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(name), serial, Date.from(from), Date.from(to), new X500Name(name), pair.getPublic());
            if (usage != null) {
                builder.addExtension(Extension.keyUsage, true, usage);
            }
            String signature = algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            return new Identity(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(signature)
                                    .setProvider(BC)
                                    .build(pair.getPrivate()))),
                    pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path writeCertificate(Path file) {
        return pem(file, certificate);
    }

    /** PKCS#8, unencrypted. */
    public Path writeKey(Path file) {
        try {
            return pem(file, new JcaPKCS8Generator(key, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pem(Path file, Object content) {
        try (StringWriter text = new StringWriter();
                JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
            pem.flush();
            return Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
