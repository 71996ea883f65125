package dev.mintmark.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a person most likely meant. */
public final class NearestName {
    private NearestName() {}

    /** {@code did you mean "x"?} if one is near enough, else all the known names. */
    public static String hint(String written, Collection<String> known) {
        String asNamed = written.replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .replaceAll("[_ ]", "-")
                .toLowerCase(Locale.ROOT);
        Optional<String> nearest = known.stream().min(Comparator.comparingInt(name -> distance(asNamed, name)));
        return nearest.filter(name -> asNamed.length() < 60 && distance(asNamed, name) <= name.length() / 3)
                .map("did you mean \"%s\"?"::formatted)
                .orElse("known: " + String.join(", ", known));
    }

    /** Insertions, deletions and replacements between them (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
