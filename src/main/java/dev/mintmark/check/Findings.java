package dev.mintmark.check;

import dev.mintmark.input.FileSafe;
import java.util.ArrayList;
import java.util.List;

/** Gathers findings in the order in which they are made; places and names from outside are made fit for a line of text. */
public final class Findings {
    private final List<Finding> found = new ArrayList<>();

    public void add(CheckCode code, String place, String text, Object... values) {
        String shown = FileSafe.isPrintable(place) ? place : FileSafe.printable(place);
        found.add(new Finding(code, shown, FileSafe.visible(text.formatted(values))));
    }

    public void addAll(List<Finding> findings) {
        found.addAll(findings);
    }

    public List<Finding> list() {
        return List.copyOf(found);
    }
}
