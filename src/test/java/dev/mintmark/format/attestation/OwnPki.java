package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** A chain as {@code pki init --test} makes it: PAA without VID, PAI of FFF1 without PID, one DAC. */
record OwnPki(AttestationCertificate paa, AttestationCertificate pai, AttestationCertificate dac) {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final BigInteger PAA_KEY = BigInteger.valueOf(101);
    static final BigInteger PAI_KEY = BigInteger.valueOf(102);
    static final VendorId VENDOR = new VendorId(0xFFF1);
    static final ProductId PRODUCT = new ProductId(0x8000);

    static OwnPki make() {
        AttestationCertificate paa = CaCertificates.paa(authority("mintmark test PAA", Optional.empty()), PAA_KEY);
        AttestationCertificate pai = CaCertificates.pai(
                authority("mintmark test PAI", Optional.of(VENDOR)), SubjectPublicKey.of(PAI_KEY), paa, PAA_KEY);
        return new OwnPki(paa, pai, dac(pai, "0b1c2d3e-4f50-4617-8290-a1b2c3d4e5f6"));
    }

    static AttestationCertificate dac(AttestationCertificate pai, String commonName) {
        CsrReading.Good csr =
                (CsrReading.Good) CertificateRequest.read(CertificateRequest.create(BigInteger.valueOf(103)));
        PreparedDac prepared = PreparedDac.prepare(
                pai,
                new DacRequest(
                        commonName,
                        VENDOR,
                        PRODUCT,
                        csr.request().spki(),
                        CaCertificates.randomSerial(new Random(3)),
                        START,
                        DacRequest.NO_EXPIRY));
        return prepared.assemble(P256.sign(PAI_KEY, prepared.tbs().toByteArray()));
    }

    static AuthorityRequest authority(String commonName, Optional<VendorId> vendor) {
        Bytes serial = CaCertificates.randomSerial(new Random(commonName.hashCode()));
        return new AuthorityRequest(commonName, vendor, Optional.empty(), serial, START, DacRequest.NO_EXPIRY);
    }
}
