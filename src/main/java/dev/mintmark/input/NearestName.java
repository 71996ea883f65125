package dev.mintmark.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a person most likely meant. */
public final class NearestName {
    /** Longer ones are no misspelt names. */
    private static final int LONGEST = 60;

    private NearestName() {}

    /** {@code did you mean "x"?} if one is near enough, else all the known names. */
    public static String hint(String written, Collection<String> known) {
        return of(written, known).map("did you mean \"%s\"?"::formatted).orElse("known: " + String.join(", ", known));
    }

    /** The nearest one, if it is near enough. */
    public static Optional<String> of(String written, Collection<String> known) {
        String asNamed = written.replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .replaceAll("[_ ]", "-")
                .toLowerCase(Locale.ROOT);
        if (asNamed.length() >= LONGEST) {
            return Optional.empty();
        }
        Optional<String> nearest = known.stream().min(Comparator.comparingInt(name -> distance(asNamed, name)));
        return nearest.filter(name -> distance(asNamed, name) <= name.length() / 3);
    }

    /** Insertions, deletions, replacements and swaps of neighbours between them (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                distance[i][j] = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    distance[i][j] = Math.min(distance[i][j], 1 + distance[i - 2][j - 2]);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}
