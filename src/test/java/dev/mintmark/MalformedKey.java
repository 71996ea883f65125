package dev.mintmark;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate of a key with parameters that are no DER. JCA takes it all the same where the algorithm is none of its own. */
public final class MalformedKey {
    /** No key's algorithm. */
    public static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.37244.99");

    private static final byte OCTET_STRING = 4;
    private static final byte BOOLEAN = 1;

    private MalformedKey() {}

    /** DER, but for a BOOLEAN of more than one byte (X.690, 8.2.1). */
    public static byte[] certificate(ASN1ObjectIdentifier algorithm) {
        byte[] parameters = "no BOOLEAN".getBytes(StandardCharsets.US_ASCII);
        Identity issuer = Identity.ec("secp256r1");
        X500Name name = new X500Name("CN=malformed");
        try {
            byte[] certificate = new X509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(Identity.today()),
                            Date.from(Identity.today().plusSeconds(86_400)),
                            name,
                            new SubjectPublicKeyInfo(
                                    new AlgorithmIdentifier(algorithm, new DEROctetString(parameters)), new byte[32]))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.key()))
                    .getEncoded();
            int tag = place(parameters, certificate) - 2;
            if (certificate[tag] != OCTET_STRING) {
                throw new IllegalStateException("parameters without their tag");
            }
            certificate[tag] = BOOLEAN;
            return certificate;
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int place(byte[] part, byte[] whole) {
        int from = 0;
        while (!Arrays.equals(whole, from, from + part.length, part, 0, part.length)) {
            from++;
        }
        return from;
    }
}
