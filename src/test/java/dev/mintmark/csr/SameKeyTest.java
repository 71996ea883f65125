package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.order.ModuleId;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

/** A key is known by itself: requests for it can be made in any number, and none has the same hash. */
class SameKeyTest {
    @Test
    void howeverOftenAKeyIsSignedForItIsOneKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] first = request(pair, "OU=CSA");
        List<byte[]> requests = List.of(
                first, request(pair, "OU=CSA"), request(pair, "CN=another subject, O=VID:FFF2"), malleated(first));
        RequestCheck check = new RequestCheck();

        Set<Bytes> files = new HashSet<>();
        Set<Bytes> keys = new HashSet<>();
        for (byte[] request : requests) {
            files.add(Bytes.sha256Of(request));
            CheckedRequest checked =
                    check.check(SubmittedRequest.of("a.zip!a.der", new ModuleId("020000000001"), request));
            assertThat(checked).isInstanceOf(CheckedRequest.Accepted.class);
            keys.add(((CheckedRequest.Accepted) checked).spkiSha256());
        }

        assertThat(files).hasSize(requests.size());
        assertThat(keys).hasSize(1);
    }

    private static byte[] request(KeyPair pair, String subject) throws Exception {
        return new JcaPKCS10CertificationRequestBuilder(new X500Principal(subject), pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
    }

    /** With n - s in place of s, the signature holds as well: anybody can do that to anybody's request. */
    private static byte[] malleated(byte[] request) throws Exception {
        ASN1Encodable[] parts = ASN1Sequence.getInstance(request).toArray();
        ASN1Sequence signature = ASN1Sequence.getInstance(((ASN1BitString) parts[2]).getOctets());
        BigInteger s = ASN1Integer.getInstance(signature.getObjectAt(1)).getValue();
        ASN1Integer other = new ASN1Integer(P256.CURVE.getN().subtract(s));
        parts[2] =
                new DERBitString(new DERSequence(new ASN1Encodable[] {signature.getObjectAt(0), other}).getEncoded());
        return new DERSequence(parts).getEncoded();
    }
}
