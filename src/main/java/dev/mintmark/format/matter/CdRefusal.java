package dev.mintmark.format.matter;

/** Ends the reading of a certification declaration; {@link CertificationDeclaration#read} makes a value of it. */
final class CdRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CdFinding finding;

    CdRefusal(CdFault fault, String detail) {
        super(detail);
        this.finding = new CdFinding(fault, detail);
    }

    CdFinding finding() {
        return finding;
    }
}
