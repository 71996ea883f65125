package dev.mintmark.format.matter;

/**
 * One thing wrong with a certification declaration.
 *
 * @param detail lower case, no full stop, with the values that disagree
 */
public record CdFinding(CdFault fault, String detail) {
    @Override
    public String toString() {
        return fault + ": " + detail;
    }
}
