package dev.mintmark.reported;

/** Why a row of a report is not taken. The names are stable; docs/formats/factory-report.md explains each. */
public enum RowFault {
    BAD_ROW("not as many cells as row 1, or no JSON object of texts"),
    BAD_MODULE_ID("no legal module id"),
    BAD_EVENT("no event that is known here, nor one that the site maps"),
    BAD_TIME("no time in ISO 8601 with its zone, and the site names none"),
    BAD_TEXT("a station or a note that is too long or does not print"),
    BAD_DAC("not the SHA-256 of a certificate in hex"),
    MODULE_UNKNOWN("no order of this ledger has the module"),
    OTHER_ORDER("the module is of another order"),
    NOT_DELIVERED("the module's DAC was not handed over yet"),
    TIME_IMPOSSIBLE("more than a day in the future, or before the DAC was issued"),
    STEP_NOT_ALLOWED("cannot have happened, by what was reported before");

    private final String meaning;

    RowFault(String meaning) {
        this.meaning = meaning;
    }

    /** What is wrong with the row, without full stop. */
    public String meaning() {
        return meaning;
    }
}
