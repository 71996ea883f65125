package dev.mintmark.format.attestation;

/** What came of reading bytes that someone calls a certificate request. */
public sealed interface CsrReading {
    /** The request is in form, its key is on the curve, and its sender holds the private key. */
    record Good(CertificateRequest request) implements CsrReading {}

    /**
     * The request is refused.
     *
     * @param detail what this request has instead; empty if the fault's meaning says all
     */
    record Bad(CsrFault fault, String detail) implements CsrReading {}
}
