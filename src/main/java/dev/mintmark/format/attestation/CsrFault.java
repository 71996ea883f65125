package dev.mintmark.format.attestation;

/** Why a certificate request is refused. The names are stable: factories and auditors quote them. */
public enum CsrFault {
    EMPTY("the file holds nothing", "send the request again"),
    TOO_LARGE(
            "the request is longer than 4 KiB of DER or 16 KiB of text",
            "send one request per file; a module's is about 220 bytes"),
    NOT_A_REQUEST(
            "the PEM block is no certificate request",
            "send the CERTIFICATE REQUEST, and never a private key: the key of a module that sent one is to be thrown away"),
    SEVERAL_REQUESTS("the file holds more than one PEM block", "send one request per file"),
    MALFORMED_PEM(
            "the PEM armour or its base64 is broken",
            "send the lines from BEGIN to END unchanged and nothing around them, or plain DER"),
    TRUNCATED(
            "the DER is shorter than its length field says",
            "compare the file with what the module wrote; transfer it in binary mode"),
    TRAILING_BYTES("bytes follow the request's end", "cut the file to the length that the DER states"),
    MALFORMED("the bytes are not a PKCS#10 request in DER", "have the module encode its request by RFC 2986"),
    WRONG_VERSION("the request's version is not 0", "have the module write PKCS#10 version 1, encoded as 0"),
    NOT_P256(
            "the key is not an elliptic-curve key on the named curve prime256v1",
            "Matter knows P-256 only: have the module make such a key"),
    POINT_NOT_UNCOMPRESSED(
            "the key is not an uncompressed point of 65 bytes", "have the module encode its key as 0x04, X, Y"),
    POINT_NOT_ON_CURVE(
            "the key is no point of the curve",
            "the module's key store or its transfer is broken: set the module aside"),
    WRONG_SIGNATURE_ALGORITHM(
            "the signature algorithm is not ecdsa-with-SHA256",
            "have the module sign its request with ECDSA and SHA-256"),
    BAD_PROOF_OF_POSSESSION(
            "the signature over the request is not of the key in it",
            "the request was altered, or its sender does not hold the private key: have the module make a new one");

    private final String meaning;
    private final String hint;

    CsrFault(String meaning, String hint) {
        this.meaning = meaning;
        this.hint = hint;
    }

    /** What is wrong, one sentence without full stop. */
    public String meaning() {
        return meaning;
    }

    /** What the sender can do about it. */
    public String hint() {
        return hint;
    }
}
