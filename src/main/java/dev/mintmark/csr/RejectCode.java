package dev.mintmark.csr;

import dev.mintmark.format.attestation.CsrFault;

/**
 * Why something was not taken. The names are stable: {@code rejects.csv}, factories and auditors quote them, and scripts
 * compare them. docs/rejections.md is made from this table.
 */
public enum RejectCode {
    SUBMISSION_UNSUPPORTED(
            Scope.SUBMISSION,
            "the submission is a symbolic link, no regular file, encrypted, or of no form that is read",
            "send a .zip without password, a .tar, .tar.gz, .csv, .ndjson, or a folder of .pem or .der files"),
    SUBMISSION_BROKEN(
            Scope.SUBMISSION,
            "the file is cut off, damaged or not what its name says",
            "send it again, under a name ending in .part that is changed once all of it has arrived"),
    SUBMISSION_OVER_LIMIT(
            Scope.SUBMISSION,
            "the submission has too many entries, too much content, or content compressed beyond belief",
            "split it into several submissions of requests only"),
    BAD_INDEX_HEADER(
            Scope.SUBMISSION,
            "the first row of the index does not name its columns",
            "name them module_id,serial_number,mac,csr,supersedes,key_salt,dac, and leave other columns out"),

    SUBMISSION_UNSIGNED(
            Scope.SIGNATURE,
            "submissions of this sender are to be signed, and this one is not",
            "sign it as docs/formats/submission.md shows, under a name ending in .p7m"),
    SUBMISSION_SIGNER_UNKNOWN(
            Scope.SIGNATURE,
            "the submission is signed by nobody whom the site names for its sender",
            "sign with the key agreed on, or have the planner name the certificate under submission-signers; the same file is then taken"),
    SUBMISSION_SIGNATURE_WRONG(
            Scope.SIGNATURE,
            "the signature does not hold, or the certificate was not valid when it was made",
            "sign and send it again; if nobody changed it on its way, look at who did"),
    BAD_SUBMISSION_HEADER(
            Scope.SIGNATURE,
            "what is signed does not begin with a line that names submission, order and sequence",
            "put the header line in front of the file before it is signed"),
    SUBMISSION_OF_OTHER_ORDER(
            Scope.SIGNATURE,
            "the submission was signed for another order",
            "put it where the order named in the reason looks, or sign it for this one"),
    SUBMISSION_REPLAYED(
            Scope.SIGNATURE,
            "a submission with the same id or the same sequence was taken",
            "if its requests are still wanted, sign them under a new id and the next sequence"),
    SUBMISSION_OUT_OF_SEQUENCE(
            Scope.SIGNATURE,
            "a submission before this one in sequence has not come",
            "send the one that is missing: this file is then taken as it is"),

    BAD_ENTRY_NAME(
            Scope.ENTRY,
            "the entry's name is absolute, leads out of its folder or has characters that do not print",
            "name the file by its module, as in aabbccddeeff.pem"),
    NOT_A_REQUEST_FILE(
            Scope.ENTRY,
            "the entry's name does not end in .pem, .der or .csr",
            "leave everything but requests out of the submission"),
    ENTRY_NOT_A_FILE(
            Scope.ENTRY, "the entry is a link, a device or a sparse file", "put the file itself into the submission"),
    ENTRY_UNREADABLE(
            Scope.ENTRY,
            "the entry of a zip is encrypted, or compressed by another method than store and deflate",
            "make the zip without a password and with ordinary compression: requests are no secret"),
    ENTRY_TOO_LARGE(Scope.ENTRY, "the entry is longer than 16 KiB", "send one request per file"),
    BAD_MODULE_ID(
            Scope.ENTRY,
            "the file's name or the row has no legal module id",
            "use the MAC as 12 hex digits, or 1 to 64 of a-z 0-9 _ -, starting with a letter or digit"),
    BAD_ROW(
            Scope.ENTRY,
            "the row has not as many values as the index has columns, or the line is no JSON object of their names and texts",
            "put values that hold a comma or a line end in double quotes; write one object a line"),
    BAD_SERIAL_NUMBER(
            Scope.ENTRY,
            "the serial number is not legal",
            "use 1 to 32 of A-Z a-z 0-9 . _ -, starting with a letter or digit"),
    BAD_MAC(Scope.ENTRY, "the MAC is not 12 hex digits", "write it plain or in pairs with colons or hyphens"),
    BAD_SUPERSEDES(
            Scope.ENTRY,
            "the superseded key is not named by a SHA-256",
            "copy spki_sha256 of the module from the manifest: 64 lower-case hex digits"),
    BAD_KEY_SALT(
            Scope.ENTRY,
            "the salt of the module's key is not 32 bytes in hex",
            "write 64 lower-case hex digits, in column key_salt or as the file's first line, key-salt: and the digits"),
    NOT_BASE64(
            Scope.ENTRY,
            "the value in column csr or dac is neither base64 nor PEM",
            "write the DER in base64, on one line"),

    CSR_EMPTY(CsrFault.EMPTY),
    CSR_TOO_LARGE(CsrFault.TOO_LARGE),
    CSR_NOT_A_REQUEST(CsrFault.NOT_A_REQUEST),
    CSR_SEVERAL_REQUESTS(CsrFault.SEVERAL_REQUESTS),
    CSR_MALFORMED_PEM(CsrFault.MALFORMED_PEM),
    CSR_TRUNCATED(CsrFault.TRUNCATED),
    CSR_TRAILING_BYTES(CsrFault.TRAILING_BYTES),
    CSR_MALFORMED(CsrFault.MALFORMED),
    CSR_WRONG_VERSION(CsrFault.WRONG_VERSION),
    CSR_NOT_P256(CsrFault.NOT_P256),
    CSR_POINT_NOT_UNCOMPRESSED(CsrFault.POINT_NOT_UNCOMPRESSED),
    CSR_POINT_NOT_ON_CURVE(CsrFault.POINT_NOT_ON_CURVE),
    CSR_WRONG_SIGNATURE_ALGORITHM(CsrFault.WRONG_SIGNATURE_ALGORITHM),
    CSR_BAD_PROOF_OF_POSSESSION(CsrFault.BAD_PROOF_OF_POSSESSION),
    PUBLISHED_TEST_KEY(
            Scope.REQUEST,
            "the private half of the key is published with the Matter SDK or a sample",
            "the module runs test firmware: have it make a key of its own"),
    KEY_SALT_MISSING(
            Scope.REQUEST,
            "the product's secure-cert image holds the salt of the module's key, and the request comes without",
            "have the module tell its salt, and send it in column key_salt or as the file's first line"),
    MAC_MISMATCH(
            Scope.REQUEST,
            "the module id is a MAC, and not the MAC beside it",
            "find out which of them is the module's, and correct the other"),

    DAC_MISSING(
            Scope.CERTIFICATE,
            "the order adopts certificates, and the module comes without one",
            "send the certificate as the module's file, or in column dac; a request may stand beside it"),
    DAC_NOT_ADOPTED(
            Scope.CERTIFICATE,
            "the module brings a certificate, and the order signs its own",
            "send the request alone, or have the planner order with keys: adopted"),
    DAC_MALFORMED(
            Scope.CERTIFICATE,
            "the bytes are not one X.509 certificate in DER or PEM",
            "send the module's certificate alone, as its CA gave it, without the chain and never with a private key"),
    DAC_OF_OTHER_ISSUER(
            Scope.CERTIFICATE,
            "the certificate names another issuer than the order's PAI",
            "find out which PAI issued it, and send it with an order whose issuer has that one"),
    DAC_SIGNATURE_WRONG(
            Scope.CERTIFICATE,
            "the order's PAI did not sign the certificate",
            "it was altered or forged: have its CA send it again, and look at how it came"),
    DAC_OF_OTHER_PRODUCT(
            Scope.CERTIFICATE,
            "vendor or product id in the certificate are not the product's",
            "send it with an order for that product, or have it issued anew"),
    DAC_NOT_VALID(
            Scope.CERTIFICATE,
            "the certificate is not valid today, or begins when its PAI or PAA is not valid",
            "have it issued anew, with a beginning within the PAI's and the PAA's validity"),
    DAC_OFF_PROFILE(
            Scope.CERTIFICATE,
            "the certificate breaks a rule that Matter has for DACs",
            "have it issued anew by the rule that the reason names"),
    DAC_SUBJECT_DIFFERS(
            Scope.CERTIFICATE,
            "the certificate's common name is not what the product's dac-subject says",
            "correct the serial number beside it, have it issued anew, or write dac-subject: any in the product"),
    DAC_OF_OTHER_KEY(
            Scope.CERTIFICATE,
            "the certificate is for another key than the request beside it",
            "find out which of them is the module's, and send that one's certificate"),

    REPLAY(
            Scope.ORDER,
            "the key was taken for another order",
            "send the request with the order named in the reason, or have the module make a new key"),
    DUPLICATE_KEY(
            Scope.ORDER,
            "another module of the order has the same key",
            "one of the two is a clone or was named wrongly: have both make new keys"),
    KEY_SALT_DIFFERS(
            Scope.ORDER,
            "the module was taken with this key and another salt",
            "find out which salt is in the module; if the second, have it make a new key, which supersedes the first"),
    DAC_DIFFERS(
            Scope.ORDER,
            "the module was taken with this key and another certificate for it",
            "use the one that was delivered; another takes a new key, which supersedes the first"),
    DUPLICATE_DAC_SERIAL(
            Scope.ORDER,
            "a certificate that was taken before has the same issuer and serial number",
            "have its CA issue it anew: an issuer gives each number once (RFC 5280 4.1.2.2)"),
    DUPLICATE_MODULE_ID(
            Scope.ORDER,
            "the submission holds two requests of one module with different keys, of which the first was taken",
            "find out which key is in the module; if the second, send it again with the first in column supersedes"),
    MODULE_REKEYED(
            Scope.ORDER,
            "the module has a certificate for another key",
            "if the module really made a new key, name the old one in column supersedes of an index"),
    UNKNOWN_SUPERSEDED_KEY(
            Scope.ORDER,
            "the key to be superseded is not the module's current one in this order",
            "copy spki_sha256 of the module's latest row from the manifest"),
    SUPERSEDES_UNDELIVERED(
            Scope.ORDER,
            "the key to be superseded is in no delivery yet",
            "send the request again, in a new submission, once the module's first key was delivered"),
    KEY_SUPERSEDED(
            Scope.ORDER,
            "the device asks once more for the certificate of a key that it has replaced",
            "send the request of the key that the device has now"),
    MODULE_NOT_ORDERED(
            Scope.ORDER,
            "the order lists its modules, and this one is not among them",
            "ask whether the request was meant for another order"),
    NVS_VALUES_MISSING(
            Scope.ORDER,
            "the product has keys whose values modules bring along, and the order's nvs-values has no row for this one",
            "have the maker add the row, then send the request again in a new file"),
    DUPLICATE_SERIAL_NUMBER(
            Scope.ORDER,
            "another module, of this order or another, has the same serial number",
            "correct the serial number and send the request again"),
    DUPLICATE_MAC(
            Scope.ORDER,
            "another module of the order has the same MAC",
            "correct the MAC and send the request again: labels and flashing go by it"),
    SPARES_EXCEEDED(
            Scope.ORDER,
            "as many keys were superseded as the order has spares",
            "have the planner raise the order's spares"),
    QUOTA_EXCEEDED(
            Scope.ORDER,
            "the order has all the modules it asked for",
            "have the planner raise the order's quantity and then send the request again in a new file, or send it with another order");

    /** What is refused. */
    public enum Scope {
        SUBMISSION("A whole submission"),
        SIGNATURE("A whole submission that is to be signed"),
        ENTRY("A file or row of a submission"),
        REQUEST("A certificate request"),
        CERTIFICATE("A certificate that another CA issued"),
        ORDER("A good request that the order cannot take");

        private final String title;

        Scope(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Scope scope;
    private final String meaning;
    private final String hint;

    RejectCode(Scope scope, String meaning, String hint) {
        this.scope = scope;
        this.meaning = meaning;
        this.hint = hint;
    }

    RejectCode(CsrFault fault) {
        this(Scope.REQUEST, fault.meaning(), fault.hint());
    }

    /** The code of a fault that the reading of a request found. */
    public static RejectCode of(CsrFault fault) {
        return valueOf("CSR_" + fault.name());
    }

    public Scope scope() {
        return scope;
    }

    /** What is wrong, without full stop. */
    public String meaning() {
        return meaning;
    }

    /** What the sender, or the planner, can do about it. */
    public String hint() {
        return hint;
    }
}
