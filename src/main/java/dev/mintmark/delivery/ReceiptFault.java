package dev.mintmark.delivery;

/** Why a signature does not count: a receipt, or that of a report. The names are stable; docs/operations.md explains each. */
public enum ReceiptFault {
    /** No detached CMS signature in DER. */
    NOT_A_RECEIPT,
    /** A sound signature in a form that is not accepted: another digest than SHA-256, several signers, no time. */
    RECEIPT_UNSUPPORTED,
    /** Signed over something that is no delivery's SHA256SUMS. */
    DELIVERY_UNKNOWN,
    /** Signed over a delivery of another order. */
    OTHER_ORDER,
    /** Signed by nobody whom the site names for this factory. */
    SIGNER_UNKNOWN,
    /** The signature is not that of the certificate it names. */
    SIGNATURE_WRONG,
    /** The certificate was not valid when it signed, or is not for signing. */
    SIGNER_NOT_VALID
}
