package dev.mintmark.format.attestation;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The one signature algorithm of Matter (Matter Core 6.1.1): ecdsa-with-SHA256, written without parameters (RFC 5758 3.2). */
final class EcdsaSha256 {
    static final AlgorithmIdentifier IDENTIFIER = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private static final byte[] WITHOUT_PARAMETERS = HexFormat.of().parseHex("300a06082a8648ce3d040302");

    /** As older mbed TLS, and a sample of the Matter SDK, write it into requests, against RFC 5758. */
    private static final byte[] WITH_NULL = HexFormat.of().parseHex("300c06082a8648ce3d0403020500");

    private EcdsaSha256() {}

    static boolean isExactly(byte[] algorithmIdentifier) {
        return Arrays.equals(algorithmIdentifier, WITHOUT_PARAMETERS);
    }

    static boolean isExactlyOrWithNull(byte[] algorithmIdentifier) {
        return isExactly(algorithmIdentifier) || Arrays.equals(algorithmIdentifier, WITH_NULL);
    }
}
