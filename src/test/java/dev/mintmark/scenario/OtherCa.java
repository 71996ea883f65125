package dev.mintmark.scenario;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.DacRequest;
import dev.mintmark.format.attestation.PreparedDac;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;

/**
 * A CA that is not mintmark: certifies keys under a PAI whose private key it has.
 *
 * @param key the PAI's private scalar
 */
record OtherCa(AttestationCertificate pai, BigInteger key, VendorId vendor, ProductId product, Instant notBefore) {
    /** Of module N with key N and number N. */
    byte[] dac(int module) {
        return dac(module, module, new UUID(0x4000, module).toString(), product, DacRequest.NO_EXPIRY);
    }

    byte[] pem(int module) {
        return Requested.pem("CERTIFICATE", dac(module));
    }

    byte[] dac(int of, int number, String commonName, ProductId forProduct, Instant notAfter) {
        PreparedDac prepared = PreparedDac.prepare(
                pai,
                new DacRequest(
                        commonName,
                        vendor,
                        forProduct,
                        Requested.key(of).spki(),
                        Bytes.of(ByteBuffer.allocate(8)
                                .putLong(0x4000_0000_0000_0000L | number)
                                .array()),
                        notBefore,
                        notAfter));
        return prepared.signed(P256.sign(key, prepared.tbs().toByteArray()))
                .orElseThrow()
                .toByteArray();
    }

    /** One whose content was changed and signed anew: whatever is wrong with it, the signature holds. */
    byte[] altered(byte[] dac, int field, ASN1Encodable value) throws Exception {
        ASN1Sequence outer = ASN1Sequence.getInstance(dac);
        ASN1EncodableVector content = new ASN1EncodableVector();
        ASN1Sequence.getInstance(outer.getObjectAt(0)).forEach(content::add);
        ASN1EncodableVector changed = new ASN1EncodableVector();
        for (int i = 0; i < content.size(); i++) {
            changed.add(i == field ? value : content.get(i));
        }
        DERSequence tbs = new DERSequence(changed);
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(tbs);
        whole.add(outer.getObjectAt(1));
        whole.add(new DERBitString(P256.sign(key, tbs.getEncoded(ASN1Encoding.DER))));
        return new DERSequence(whole).getEncoded(ASN1Encoding.DER);
    }
}
