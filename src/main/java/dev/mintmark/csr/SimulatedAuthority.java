package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.DacRequest;
import dev.mintmark.format.attestation.PreparedDac;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.order.DacSubject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Plays another CA: certifies modules' keys elsewhere than in mintmark's ledger. The same key gets the same certificate on one day. */
public final class SimulatedAuthority {
    private static final int SERIAL_BYTES = 20;

    private final AttestationCertificate pai;
    private final UnaryOperator<byte[]> signer;
    private final VendorId vendorId;
    private final ProductId productId;
    private final DacSubject subject;
    private final Instant notBefore;

    /**
     * @param signer ECDSA with SHA-256 by the PAI's key, DER
     * @param now whose day's beginning the certificates begin with, unless the PAI is younger
     */
    public SimulatedAuthority(
            AttestationCertificate pai,
            UnaryOperator<byte[]> signer,
            VendorId vendorId,
            ProductId productId,
            DacSubject subject,
            Instant now) {
        this.pai = pai;
        this.signer = signer;
        this.vendorId = vendorId;
        this.productId = productId;
        this.subject = subject;
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        this.notBefore = pai.notBefore().isAfter(day) ? pai.notBefore() : day;
    }

    /** @return DER */
    Bytes certify(SubjectPublicKey key) {
        Bytes hash = key.spki().sha256Digest();
        byte[] serial = Arrays.copyOf(hash.toByteArray(), SERIAL_BYTES);
        serial[0] = (byte) (serial[0] & 0x3F | 0x40); // positive, and 20 octets
        PreparedDac prepared = PreparedDac.prepare(
                pai,
                new DacRequest(
                        commonName(hash),
                        vendorId,
                        productId,
                        key.spki(),
                        Bytes.of(serial),
                        notBefore,
                        DacRequest.NO_EXPIRY));
        return prepared.signed(signer.apply(prepared.tbs().toByteArray()))
                .orElseThrow(() -> new IllegalStateException("the key is not the PAI's"));
    }

    private String commonName(Bytes hash) {
        return switch (subject) {
            case UUID, ANY -> UUID.nameUUIDFromBytes(hash.toByteArray()).toString();
            case SERIAL_NUMBER -> "SIM-" + hash.hex().substring(0, 16).toUpperCase(Locale.ROOT);
        };
    }
}
