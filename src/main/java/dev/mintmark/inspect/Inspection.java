package dev.mintmark.inspect;

import java.util.List;

/**
 * What a file is and holds.
 *
 * @param about what is worth a place in the first line beside the kind; may be empty
 * @param problems what in it is not as it must be, a sentence each, lower case, without full stop
 */
public record Inspection(FileKind kind, String about, Shown.Group content, List<String> problems) {
    public Inspection {
        problems = List.copyOf(problems);
    }

    static Inspection of(FileKind kind, String about, Listing content) {
        return new Inspection(kind, about, content.shown(), List.of());
    }

    static Inspection damaged(FileKind kind, String problem) {
        return new Inspection(kind, "", new Listing().shown(), List.of(problem));
    }

    /** What kind of file; what is in it may be secret. */
    @Override
    public String toString() {
        return kind.word();
    }
}
