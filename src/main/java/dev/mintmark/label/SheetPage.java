package dev.mintmark.label;

/** A sheet of paper, upright. */
enum SheetPage {
    A4(210, 297),
    LETTER(215.9, 279.4);

    private final double width;
    private final double height;

    SheetPage(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** In millimetres. */
    double width() {
        return width;
    }

    /** In millimetres. */
    double height() {
        return height;
    }
}
