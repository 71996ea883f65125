package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.CdSigner;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a device shows a commissioner, and what the commissioner knows.
 *
 * @param dac DER or PEM, as the device holds it
 * @param pai DER or PEM, as the device holds it
 * @param paas the trusted ones
 * @param certificationDeclaration CMS in DER
 * @param cdSigners the trusted signers of declarations
 * @param vendorId of the device's Basic Information cluster
 * @param productId of the device's Basic Information cluster
 * @param deviceType what the ledger knows the product to be, if known
 * @param production whether devices will be sold: declarations for tests are then refused
 */
public record AttestationEvidence(
        Bytes dac,
        Bytes pai,
        List<AttestationCertificate> paas,
        Bytes certificationDeclaration,
        List<CdSigner> cdSigners,
        VendorId vendorId,
        ProductId productId,
        OptionalLong deviceType,
        boolean production) {
    public AttestationEvidence {
        paas = List.copyOf(paas);
        cdSigners = List.copyOf(cdSigners);
    }
}
