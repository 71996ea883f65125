package dev.mintmark.reconcile;

/**
 * What may not agree. The names are stable: auditors quote them and scripts compare them. docs/findings.md is made from this
 * table.
 */
public enum FindingCode {
    FLASHED_NEVER_ISSUED(
            Scope.MODULE,
            "a factory reports a module flashed, and no DAC was issued for it, or the DAC in it is none of this ledger",
            "ask the factory what is in the module: a certificate of somebody else, or a module named wrongly"),
    DAC_ON_TWO_MODULES(
            Scope.MODULE,
            "reports tell of one DAC in two modules",
            "have the factory stop both: one of them was flashed with the other's data, or is a clone"),
    MODULE_WITH_TWO_DACS(
            Scope.MODULE,
            "one module has two DACs of which neither was superseded, scrapped or revoked",
            "find out which DAC the module bears, and have the other revoked"),
    LABELS_OVERPRINTED(
            Scope.MODULE,
            "more labels of a module were printed than it was flashed and reprints were declared",
            "have the factory account for the label: who has one can commission the device"),
    REPORTED_IN_OTHER_ORDER(
            Scope.MODULE,
            "a module of another order is reported in this one",
            "ask the factory which order it belongs to; it may have been built into another maker's product"),
    REPORTED_UNDELIVERED(
            Scope.MODULE,
            "a module is reported whose DAC was not handed over yet",
            "ask the factory where it has the module's data from, or whether it named another module"),
    REPORT_ROW_UNKNOWN(
            Scope.MODULE,
            "a report tells of a module that no order of this ledger has",
            "ask the factory for the right module id, and take in the corrected report"),
    REPORT_CONTRADICTED(
            Scope.MODULE,
            "a report tells of something that cannot have happened to the module, by what was reported before",
            "ask the factory which is true; a scrapped module that is shipped is stolen goods"),
    SCRAPPED_WITHOUT_NOTE(
            Scope.MODULE,
            "a module was scrapped and nobody said why",
            "have the factory send the row once more, with a note"),
    UNACCOUNTED_TOO_LONG(
            Scope.MODULE,
            "a module was delivered long ago and nobody reported of it",
            "have the factory count its stock: it is unflashed, lost or not reported"),
    OVERRUN_TRIED(
            Scope.MODULE,
            "a certificate was asked for beyond the order's quantity",
            "ask who sent the request; no certificate was made"),
    DELIVERY_NOT_ACKNOWLEDGED(
            Scope.FILE,
            "no receipt came of a delivery that is old or that is worked with",
            "have the factory sign the receipt, by the line in VERIFY.txt"),
    DELIVERY_DIFFERS(
            Scope.FILE,
            "a delivery on disk is not what was handed over",
            "put the right copy back; mintmark check tells more"),
    MANIFEST_DIFFERS(
            Scope.FILE,
            "the manifest and the ledger disagree, or nobody known has signed it",
            "put the signed one back, or find out who changed the ledger: mintmark audit verify"),
    BALANCE_OPEN(
            Scope.ORDER,
            "dispositions do not add up to what was issued, or that and what is open not to what was ordered",
            "rows of the ledger were changed by hand: mintmark audit verify"),
    MODULES_MISCOUNTED(
            Scope.ORDER, "the order counts other modules than it has rows", "mintmark audit verify says which"),
    SUPERSEDED_MISCOUNTED(
            Scope.ORDER,
            "the order counts other superseding modules than it has rows",
            "mintmark audit verify says which"),
    DACS_MISCOUNTED(Scope.ORDER, "there are other DACs than accepted modules", "run the order once more"),
    DELIVERED_MISCOUNTED(
            Scope.ORDER, "there are other modules in sealed lots than were delivered", "run the order once more"),
    UNDELIVERED(Scope.ORDER, "there are other DACs than modules delivered", "run the order once more"),
    QUANTITY_OVERRUN(
            Scope.ORDER,
            "more was accepted than ordered",
            "rows of the ledger were changed by hand: mintmark audit verify"),
    DELIVERY_MODULES(
            Scope.ORDER,
            "a delivery's lots hold other modules than were planned",
            "rows of the ledger were changed by hand: mintmark audit verify"),
    DELIVERY_DACS(
            Scope.ORDER,
            "a delivery's lots hold other DACs than were planned",
            "rows of the ledger were changed by hand: mintmark audit verify"),
    DELIVERY_PARTITIONS(
            Scope.ORDER,
            "a delivery's lots hold other partitions than were planned",
            "rows of the ledger were changed by hand: mintmark audit verify"),
    DAC_OF_OTHER_KEY(
            Scope.ORDER,
            "a DAC is for another key than its module's",
            "rows of the ledger were changed by hand: mintmark audit verify");

    /** What a finding is about. */
    public enum Scope {
        MODULE("A module"),
        FILE("A delivery or a file"),
        ORDER("The order's books");

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

    FindingCode(Scope scope, String meaning, String hint) {
        this.scope = scope;
        this.meaning = meaning;
        this.hint = hint;
    }

    public Scope scope() {
        return scope;
    }

    /** What does not agree, without full stop. */
    public String meaning() {
        return meaning;
    }

    /** What an auditor or planner can do about it. */
    public String hint() {
        return hint;
    }
}
