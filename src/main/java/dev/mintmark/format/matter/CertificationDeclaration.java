package dev.mintmark.format.matter;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A certification declaration: what the CSA certified, signed by it (Matter Core 6.3). Three questions, one after the other:
 * is it one ({@link #read}), did somebody trusted sign it ({@link #verify}), and is it this product's ({@link #check}).
 */
public final class CertificationDeclaration {
    /** A device puts it with a nonce into at most 900 bytes of attestation elements (RESP_MAX, Matter Core 11.18). */
    public static final int MAX_LENGTH = 900;

    private final Bytes encoded;
    private final CdEnvelope envelope;
    private final CertificationElements elements;

    private CertificationDeclaration(Bytes encoded, CdEnvelope envelope, CertificationElements elements) {
        this.encoded = encoded;
        this.envelope = envelope;
        this.elements = elements;
    }

    /** What {@link #read} gives. */
    public sealed interface Reading {}

    /** Well-formed; not yet verified. */
    public record Read(CertificationDeclaration declaration) implements Reading {}

    /** Not a certification declaration; {@code finding} says why. */
    public record Refused(CdFinding finding) implements Reading {}

    /**
     * Reads a declaration of format version 1, strictly: DER to the last byte, all mandatory fields, each within its range.
     *
     * @param der the CMS SignedData as it lies in the device
     */
    public static Reading read(byte[] der) {
        if (der.length > MAX_LENGTH) {
            return new Refused(
                    new CdFinding(CdFault.CD_TOO_LONG, "it has %d bytes, not at most 900".formatted(der.length)));
        }
        try {
            CdEnvelope envelope = CdEnvelope.decode(der);
            CertificationElements elements =
                    CertificationElementsReader.read(envelope.content().toByteArray());
            return new Read(new CertificationDeclaration(Bytes.of(der), envelope, elements));
        } catch (CdRefusal e) {
            return new Refused(e.finding());
        }
    }

    /**
     * Signs one, for tests: only the CSA signs real ones. The same arguments give the same bytes (RFC 6979).
     *
     * @param d the private scalar of P-256, 1 to n-1
     * @param signerKeyId the signer's subject key identifier, 20 bytes
     * @throws IllegalArgumentException if the key identifier has another length
     */
    public static CertificationDeclaration sign(CertificationElements elements, BigInteger d, Bytes signerKeyId) {
        if (signerKeyId.size() != CertificationElements.KEY_ID_LENGTH) {
            throw new IllegalArgumentException("a signer's key identifier has 20 bytes");
        }
        Bytes content = elements.encode();
        CdEnvelope envelope = new CdEnvelope(content, signerKeyId, Bytes.of(P256.sign(d, content.toByteArray())));
        return new CertificationDeclaration(envelope.encode(), envelope, elements);
    }

    /** The DER. */
    public Bytes encoded() {
        return encoded;
    }

    public CertificationElements elements() {
        return elements;
    }

    /** The signer's subject key identifier, 20 bytes. */
    public Bytes signerKeyId() {
        return envelope.signerKeyId();
    }

    /** Whether the SDK's test key, whose private half is public, claims to have signed this. */
    public boolean isSignedByTestKey() {
        return CdSigner.isTestKey(signerKeyId());
    }

    /** Whether one of the CSA's keys 001 to 005 claims to have signed this. */
    public boolean isSignedByCsa() {
        return CdSigner.isCsaKey(signerKeyId());
    }

    /**
     * Finds the signer among the trusted and verifies the signature with its key.
     *
     * @return {@code CD_SIGNER_UNKNOWN} or {@code CD_SIGNATURE}; empty if a trusted signer signed it
     */
    public Optional<CdFinding> verify(List<CdSigner> trusted) {
        Optional<CdSigner> signer =
                trusted.stream().filter(s -> s.keyId().equals(signerKeyId())).findFirst();
        if (signer.isEmpty()) {
            return Optional.of(new CdFinding(
                    CdFault.CD_SIGNER_UNKNOWN, "no trusted signer has the key identifier " + signerKeyId()));
        }
        boolean good = P256.verify(
                P256.point(signer.get().publicKey()),
                envelope.content().toByteArray(),
                envelope.signature().toByteArray());
        return good
                ? Optional.empty()
                : Optional.of(new CdFinding(CdFault.CD_SIGNATURE, "the signature is not that of " + signerKeyId()));
    }

    /**
     * Compares the declaration with the product and the certificates its devices will show, as a commissioner does (Matter
     * Core 6.2.3.1) and somewhat stricter.
     *
     * @return every mismatch; empty if there is none
     */
    public List<CdFinding> check(CdUse use) {
        return CdCheck.check(this, use);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificationDeclaration that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "certification declaration " + elements.certificateId();
    }
}
