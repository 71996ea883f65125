package dev.mintmark.check;

/** What {@code mintmark check} finds. The names are stable: scripts compare them. docs/check.md has this table. */
public enum CheckCode {
    DELIVERY_REFUSED(
            Scope.DELIVERY,
            "the signature, the list or a listed file of a sealed delivery is not as the trusted signer made it",
            "copy the delivery again; if that does not help, ask the maker"),
    LOT_REFUSED(
            Scope.DELIVERY,
            "a lot decrypts to something else than was signed for, or to no lot",
            "do not use it; ask the maker"),
    LOT_NOT_LOGGED(
            Scope.DELIVERY,
            "a DAC of the lot is not proved to be in the maker's log",
            "do not use it; ask the maker: it may have been made behind the log's back"),

    BAG_UNREADABLE(
            Scope.LOT,
            "a list of the bag, bagit.txt or bundle.json is not in its form",
            "open the delivery again into a new folder"),
    FILE_MISSING(Scope.LOT, "a file is not there", "open the delivery again into a new folder"),
    FILE_UNLISTED(
            Scope.LOT,
            "a file is there that no list names, or something that is no file",
            "remove it if you put it there; else open the delivery again"),
    FILE_CHANGED(
            Scope.LOT,
            "a file has another content than its list says; it is not looked into any further",
            "open the delivery again into a new folder"),
    FILE_UNEXPECTED(Scope.LOT, "a file is listed that has no place there", "ask the maker what it is"),
    LOT_MISLABELLED(
            Scope.LOT,
            "folder, bag-info.txt, the manifest's rows and bundle.json do not name the same order, delivery, lot, product or count",
            "do not use the lot; ask the maker"),
    MANIFEST_MALFORMED(
            Scope.LOT, "manifest.csv has other columns or another form", "do not use the lot; ask the maker"),
    LABELS_MALFORMED(Scope.LOT, "labels.csv has other columns or another form", "do not print from it; ask the maker"),
    DEVICES_MALFORMED(
            Scope.LOT,
            "a line of devices.ndjson has other fields or another form, or the file is cut off",
            "do not use the lot; ask the maker"),
    LABEL_SHEET_MALFORMED(
            Scope.LOT,
            "labels.pdf is no sheet of labels, or has another number of them",
            "do not print it; ask the maker"),
    PASSCODE_COLUMN(
            Scope.LOT,
            "a table other than onb_codes.csv has a column for passcodes",
            "find out who made it, and who has seen it"),
    PAI_MALFORMED(Scope.LOT, "pai.der is not a certificate in DER", "do not use the lot; ask the maker"),
    PAI_PROFILE(Scope.LOT, "the PAI breaks a rule of today's profile", "ask the issuer"),
    DECLARATION_MALFORMED(
            Scope.LOT,
            "the certification declaration in the partitions is not one",
            "do not flash the lot; ask the maker"),
    DECLARATION_DIFFERS(
            Scope.LOT,
            "the certification declaration is of another product or issuer, or not for sold devices",
            "do not flash the lot: its devices would not be commissioned"),

    MODULE_UNLISTED(
            Scope.MODULE,
            "a module has files and no row in the manifest",
            "do not use that module's files; ask the maker"),
    MODULE_FILE_MISSING(
            Scope.MODULE, "a module has a row and lacks a file, which no list names either", "ask the maker"),
    DAC_MALFORMED(Scope.MODULE, "the DAC is not a certificate in DER", "do not flash the module; ask the maker"),
    DAC_PROFILE(
            Scope.MODULE,
            "the DAC breaks a rule of today's profile, by itself or as the PAI's",
            "do not flash the module: no commissioner would accept it"),
    DAC_DIFFERS(Scope.MODULE, "the DAC is not the one of the module's row", "do not flash the module; ask the maker"),
    KEY_PUBLISHED(Scope.MODULE, "the DAC's private key is published", "do not flash the module: anybody can play it"),
    PARTITION_MALFORMED(
            Scope.MODULE,
            "the factory partition is damaged, lacks a key, or has one that does not belong there",
            "do not flash the module; ask the maker"),
    NVS_KEY_MALFORMED(
            Scope.MODULE,
            "the keys partition or HMAC key is damaged, or none, or there are both",
            "do not flash the module; ask the maker"),
    PARTITION_DIFFERS(
            Scope.MODULE,
            "the factory partition is not the one of the module's row",
            "do not flash the module; ask the maker"),
    SECURE_CERT_MALFORMED(
            Scope.MODULE,
            "the secure-cert image, or the fragments, are damaged, lack a TLV, or have one that does not belong there",
            "do not flash the module; ask the maker"),
    SECURE_CERT_DIFFERS(
            Scope.MODULE,
            "the secure-cert image, or the fragments, are not those of the module's row",
            "do not flash the module; ask the maker"),
    FLASH_ARGS_DIFFER(
            Scope.MODULE, "flash_args is not of the module's files", "do not flash the module by it; ask the maker"),
    PRIVATE_KEY_DIFFERS(
            Scope.MODULE,
            "a private key is not the DAC's, or one is there or missing against what the row says of keys",
            "do not flash the module: it could not prove that it has its DAC; ask the maker"),
    VERIFIER_DIFFERS(
            Scope.MODULE,
            "the verifier in the partition is not that of the QR code's passcode: the label would not open the device",
            "do not flash or label the module; ask the maker"),
    CODE_MALFORMED(
            Scope.MODULE,
            "the QR code or manual code of the row cannot be read",
            "do not label the module; ask the maker"),
    CODE_DIFFERS(
            Scope.MODULE,
            "QR code, manual code and row do not tell the same device",
            "do not label the module; ask the maker"),
    ONBOARDING_CODES_DIFFER(
            Scope.MODULE, "onb_codes.csv is not of the row's codes", "do not label the module; ask the maker"),
    QR_IMAGE_DIFFERS(Scope.MODULE, "the image is not that of the QR code", "do not print it; ask the maker"),
    LABEL_MISSING(Scope.MODULE, "the module has no row in labels.csv", "ask the maker"),
    LABEL_DIFFERS(
            Scope.MODULE,
            "the row in labels.csv is not of the manifest's module, or of none in it",
            "do not print from it; ask the maker"),
    DEVICE_DIFFERS(
            Scope.MODULE,
            "the device's line in devices.ndjson has other codes than the manifest's row, or another PAI than the lines before",
            "do not write it to the device; ask the maker"),
    LABEL_SHEET_DIFFERS(
            Scope.MODULE, "the label in labels.pdf does not print the row's codes", "do not print it; ask the maker"),
    ZPL_LABEL_DIFFERS(
            Scope.MODULE, "the label in ZPL does not print the row's codes", "do not print it; ask the maker"),
    DUPLICATE_MODULE(Scope.MODULE, "two rows have the same module id", "do not use either; ask the maker"),
    DUPLICATE_KEY(Scope.MODULE, "two rows have the same public key", "do not use either; ask the maker"),
    DUPLICATE_DAC_SERIAL(
            Scope.MODULE, "two DACs of one issuer have the same serial number", "do not use either; ask the maker"),
    DUPLICATE_SERIAL_NUMBER(
            Scope.MODULE, "two modules have the same serial number", "do not use either; ask the maker"),

    DELIVERY_MISSING(
            Scope.LEDGER,
            "a delivery that was handed over is not in its place on disk",
            "bring it back from the archive or from the factory"),
    DELIVERY_DIFFERS(
            Scope.LEDGER,
            "a delivery on disk, or a lot of it, is not the one that the ledger says was handed over",
            "find out who changed it; the factory has a copy"),
    MANIFEST_SIGNATURE(
            Scope.LEDGER, "the order's manifest is not there, or not as it was signed", "run the order again"),
    MANIFEST_DIFFERS(
            Scope.LEDGER,
            "the order's manifest is not what the ledger gives today",
            "find out whether file or ledger was changed; the deliveries hold the same rows"),
    LEDGER_ROW_DIFFERS(
            Scope.LEDGER,
            "a DAC in the ledger is not the one that its columns, or its module's, tell of",
            "find out who changed the ledger, and restore it"),
    LOT_RENDERS_OTHERWISE(
            Scope.LEDGER,
            "a lot made again from ledger and key is not the lot that was sealed",
            "find out what changed since: ledger, product or software");

    /** What a finding is about, as the page of codes is divided. */
    public enum Scope {
        DELIVERY("A sealed delivery"),
        LOT("A lot"),
        MODULE("A module"),
        LEDGER("The ledger");

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

    CheckCode(Scope scope, String meaning, String hint) {
        this.scope = scope;
        this.meaning = meaning;
        this.hint = hint;
    }

    public Scope scope() {
        return scope;
    }

    /** What is wrong, lower case, without full stop. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, lower case, without full stop. */
    public String hint() {
        return hint;
    }
}
