package dev.mintmark.audit;

import dev.mintmark.format.tlog.Checkpoint;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The extension line {@code previous <size>} of a checkpoint: which one was signed before it. So that none of them can be taken
 * away unseen.
 */
final class Previous {
    private static final String WORD = "previous ";
    private static final Pattern LINE = Pattern.compile(WORD + "(0|[1-9][0-9]{0,17})");

    private Previous() {}

    static List<String> line(Optional<Checkpoint> previous) {
        return previous.map(checkpoint -> WORD + checkpoint.size()).stream().toList();
    }

    /** Whether this is the first one, or the one signed next after that of {@code size}. */
    static boolean follows(Checkpoint checkpoint, Optional<Long> size) {
        return checkpoint
                .extensions()
                .equals(size.map(number -> WORD + number).stream().toList());
    }

    /** The size that it names; nothing for the first one. */
    static Optional<Long> of(Checkpoint checkpoint) {
        return checkpoint.extensions().stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> Long.valueOf(line.group(1)))
                .findFirst();
    }
}
