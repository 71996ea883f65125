package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mintmark.csr.RejectCode;
import dev.mintmark.format.attestation.SubjectPublicKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** For each fault of a request, taken by itself, a file that has it. */
final class BadRequests {
    private static final int KEY = 900_000;

    private BadRequests() {}

    /**
     * The codes {@code CSR_…}. A request for a published test key is not among them: no published private key stands here.
     */
    static Map<RejectCode, byte[]> files() throws Exception {
        byte[] good = Requested.der(KEY);
        byte[] pem = Requested.pem(KEY);
        byte[] point = SubjectPublicKey.of(BigInteger.valueOf(7)).point().toByteArray();
        byte[] off = point.clone();
        off[64] ^= 1;
        byte[] compressed = Arrays.copyOf(point, 33);
        compressed[0] = (byte) (2 + (point[64] & 1));
        byte[] forged = good.clone();
        forged[forged.length - 1] ^= 1;

        Map<RejectCode, byte[]> files = new EnumMap<>(RejectCode.class);
        files.put(RejectCode.CSR_EMPTY, new byte[0]);
        files.put(RejectCode.CSR_TOO_LARGE, Arrays.copyOf(HexFormat.of().parseHex("30821ffc"), 0x2000));
        files.put(RejectCode.CSR_NOT_A_REQUEST, Requested.pem("EC PRIVATE KEY", good));
        files.put(RejectCode.CSR_SEVERAL_REQUESTS, join(pem, Requested.pem(KEY + 1)));
        files.put(RejectCode.CSR_MALFORMED_PEM, Arrays.copyOf(pem, 200));
        files.put(RejectCode.CSR_TRUNCATED, Arrays.copyOf(good, good.length - 9));
        files.put(RejectCode.CSR_TRAILING_BYTES, join(good, "\n".getBytes(US_ASCII)));
        files.put(RejectCode.CSR_MALFORMED, HexFormat.of().parseHex("30030c0141"));
        files.put(RejectCode.CSR_WRONG_VERSION, with(good, 0, new ASN1Integer(1)));
        files.put(RejectCode.CSR_NOT_P256, of("secp384r1", "SHA256withECDSA"));
        files.put(RejectCode.CSR_POINT_NOT_UNCOMPRESSED, with(good, 2, key(good, compressed)));
        files.put(RejectCode.CSR_POINT_NOT_ON_CURVE, with(good, 2, key(good, off)));
        files.put(RejectCode.CSR_WRONG_SIGNATURE_ALGORITHM, of("secp256r1", "SHA384withECDSA"));
        files.put(RejectCode.CSR_BAD_PROOF_OF_POSSESSION, forged);
        return files;
    }

    static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** The request with another field in its CertificationRequestInfo (RFC 2986, 4.1), its signature left alone. */
    private static byte[] with(byte[] request, int field, ASN1Encodable value) throws Exception {
        ASN1Sequence outer = ASN1Sequence.getInstance(request);
        ASN1Encodable[] info = ASN1Sequence.getInstance(outer.getObjectAt(0)).toArray();
        info[field] = value;
        ASN1Encodable[] parts = outer.toArray();
        parts[0] = new DERSequence(info);
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    /** The request's SubjectPublicKeyInfo with another point. */
    private static ASN1Sequence key(byte[] request, byte[] point) {
        ASN1Sequence info =
                ASN1Sequence.getInstance(ASN1Sequence.getInstance(request).getObjectAt(0));
        ASN1Sequence spki = ASN1Sequence.getInstance(info.getObjectAt(2));
        ASN1BitString changed = new DERBitString(point);
        return new DERSequence(new ASN1Encodable[] {spki.getObjectAt(0), changed});
    }

    private static byte[] of(String curve, String signature) throws Exception {
        KeyPair pair = keyPair(curve);
        return new JcaPKCS10CertificationRequestBuilder(new X500Principal("OU=CSA"), pair.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                .getEncoded();
    }

    private static KeyPair keyPair(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
