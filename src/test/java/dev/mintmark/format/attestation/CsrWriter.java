package dev.mintmark.format.attestation;

import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A request each of whose parts can be wrong; the signature is right for the parts unless told otherwise. */
record CsrWriter(BigInteger d, byte[] version, byte[] subject, byte[] spki, byte[] attributes, byte[] algorithm) {
    static final BigInteger KEY =
            new BigInteger("6d6f64756c652d6b65792d666f722d74657374732d6f6e6c792d2d2d2d2d2d31", 16);

    static CsrWriter good() {
        return new CsrWriter(
                KEY,
                Tlv.hex("020100"),
                Tlv.sequence(Tlv.of(0x31, Tlv.sequence(Tlv.oid("55040b"), Tlv.text(0x0C, "CSA")))),
                SubjectPublicKey.of(KEY).spki().toByteArray(),
                Tlv.hex("a000"),
                Tlv.ECDSA_SHA256);
    }

    CsrWriter withVersion(byte[] other) {
        return new CsrWriter(d, other, subject, spki, attributes, algorithm);
    }

    CsrWriter withSubject(byte[] other) {
        return new CsrWriter(d, version, other, spki, attributes, algorithm);
    }

    CsrWriter withSpki(byte[] other) {
        return new CsrWriter(d, version, subject, other, attributes, algorithm);
    }

    CsrWriter withAttributes(byte[] other) {
        return new CsrWriter(d, version, subject, spki, other, algorithm);
    }

    CsrWriter withAlgorithm(byte[] other) {
        return new CsrWriter(d, version, subject, spki, attributes, other);
    }

    byte[] info() {
        return Tlv.sequence(version, subject, spki, attributes);
    }

    byte[] der() {
        return der(P256.sign(d, info()));
    }

    byte[] der(byte[] signature) {
        return Tlv.sequence(info(), algorithm, Tlv.bitString(signature));
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
