package dev.mintmark.format.seal;

import dev.mintmark.format.KeyInfo;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certificate that content may be sealed for: EC on P-256, P-384 or P-521, or RSA of 3072 bits or more. What is sealed
 * opens devices for their whole life, and a copy kept today can be attacked later: hence no RSA-2048 (112 bits of strength,
 * which NIST SP 800-57 part 1 ends in 2030). Validity is a matter of the moment: {@link #reasonsAgainst}.
 */
public record RecipientCertificate(X509Certificate certificate) {
    private static final int SMALLEST_MODULUS = 3072;
    /** FIPS 186-5, A.1.1: greater than 2^16; with 1, the sealed key would stand there in the clear. */
    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);

    private static final Map<ASN1Encodable, String> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    /** Place of the bits in {@link X509Certificate#getKeyUsage()} (RFC 5280, 4.2.1.3). */
    private static final int KEY_ENCIPHERMENT = 2;

    private static final int KEY_AGREEMENT = 4;

    /**
     * @throws IllegalArgumentException if the key or its usage rules it out at any time
     */
    public RecipientCertificate {
        List<String> reasons = reasonsAgainstKey(certificate);
        if (!reasons.isEmpty()) {
            throw new IllegalArgumentException("recipient certificate: " + String.join("; ", reasons));
        }
    }

    /** All that speaks against sealing for this certificate now; empty if nothing does. */
    public static List<String> reasonsAgainst(X509Certificate certificate, Instant now) {
        List<String> reasons = new ArrayList<>(reasonsAgainstKey(certificate));
        Date date = Date.from(now);
        if (date.before(certificate.getNotBefore())) {
            reasons.add("it is not valid before " + certificate.getNotBefore().toInstant());
        }
        if (date.after(certificate.getNotAfter())) {
            reasons.add("it expired at " + certificate.getNotAfter().toInstant());
        }
        return List.copyOf(reasons);
    }

    private static List<String> reasonsAgainstKey(X509Certificate certificate) {
        List<String> reasons = new ArrayList<>();
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
            if (rsa.getModulus().bitLength() < SMALLEST_MODULUS) {
                reasons.add("RSA of %d bits is too short, %d are the least"
                        .formatted(rsa.getModulus().bitLength(), SMALLEST_MODULUS));
            }
            if (rsa.getPublicExponent().compareTo(SMALLEST_EXPONENT) < 0) {
                reasons.add("RSA exponent %s is too small, 65537 is the least".formatted(rsa.getPublicExponent()));
            }
            if (usage != null && !usage[KEY_ENCIPHERMENT]) {
                reasons.add("its key usage lacks keyEncipherment");
            }
        } else if (curve(certificate).isPresent()) {
            if (usage != null && !usage[KEY_AGREEMENT]) {
                reasons.add("its key usage lacks keyAgreement");
            }
        } else {
            reasons.add("its key is neither EC on P-256, P-384 or P-521 nor RSA");
        }
        return reasons;
    }

    private static Optional<String> curve(X509Certificate certificate) {
        return KeyInfo.of(certificate.getPublicKey())
                .map(SubjectPublicKeyInfo::getAlgorithm)
                .filter(algorithm -> algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey))
                .map(AlgorithmIdentifier::getParameters)
                .map(CURVES::get);
    }

    /** The curve's NIST name, empty for RSA. */
    Optional<String> curve() {
        return curve(certificate);
    }

    @Override
    public String toString() {
        return "recipient " + Fingerprint.of(certificate);
    }
}
