package dev.mintmark.reconcile;

import dev.mintmark.disposition.Disposition;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Issued DACs by where they are; each is counted once.
 *
 * @param by every disposition, those of none too
 * @param labelled of the flashed ones, those with a label
 * @param revoked whatever their disposition
 */
public record Dispositions(Map<Disposition, Figure> by, Figure labelled, Figure revoked) {
    public static final Dispositions NONE = new Dispositions(Map.of(), Figure.NONE, Figure.NONE);

    public Dispositions {
        Map<Disposition, Figure> all = new EnumMap<>(Disposition.class);
        for (Disposition each : Disposition.values()) {
            all.put(each, by.getOrDefault(each, Figure.NONE));
        }
        by = Collections.unmodifiableMap(all);
        if (labelled.count() > all.get(Disposition.FLASHED).count()) {
            throw new IllegalArgumentException("labelled is a step within flashed");
        }
    }

    public Figure figure(Disposition disposition) {
        return by.get(disposition);
    }

    public int count(Disposition disposition) {
        return by.get(disposition).count();
    }

    /** All of them: what was issued. */
    public int issued() {
        return by.values().stream().mapToInt(Figure::count).sum();
    }

    public Dispositions plus(Dispositions other) {
        Map<Disposition, Figure> sum = new EnumMap<>(by);
        other.by.forEach((each, figure) -> sum.merge(each, figure, Figure::plus));
        return new Dispositions(sum, labelled.plus(other.labelled), revoked.plus(other.revoked));
    }
}
