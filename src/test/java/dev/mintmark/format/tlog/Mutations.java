package dev.mintmark.format.tlog;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that can be done to a hash, or to a list of them, in one step. */
final class Mutations {
    private Mutations() {}

    /** Each bit flipped, a byte more, a byte less, nothing left. */
    static List<Bytes> of(Bytes hash) {
        List<Bytes> changed = new ArrayList<>();
        for (int bit = 0; bit < hash.size() * Byte.SIZE; bit++) {
            byte[] flipped = hash.toByteArray();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            changed.add(Bytes.of(flipped));
        }
        changed.add(Bytes.of(Arrays.copyOf(hash.toByteArray(), hash.size() + 1)));
        changed.add(Bytes.of(Arrays.copyOf(hash.toByteArray(), hash.size() - 1)));
        changed.add(Bytes.of());
        return changed;
    }

    /** Each hash changed, left out, doubled, a strange one before it, and exchanged with the next. */
    static List<List<Bytes>> of(List<Bytes> hashes) {
        List<List<Bytes>> changed = new ArrayList<>();
        Bytes strange = Bytes.of(new byte[32]);
        for (int at = 0; at <= hashes.size(); at++) {
            changed.add(edited(hashes, at, 0, List.of(strange)));
            if (at < hashes.size()) {
                changed.add(edited(hashes, at, 1, List.of()));
                changed.add(edited(hashes, at, 0, List.of(hashes.get(at))));
                for (Bytes other : of(hashes.get(at))) {
                    changed.add(edited(hashes, at, 1, List.of(other)));
                }
            }
            if (at + 1 < hashes.size()) {
                changed.add(edited(hashes, at, 2, List.of(hashes.get(at + 1), hashes.get(at))));
            }
        }
        return changed;
    }

    private static List<Bytes> edited(List<Bytes> hashes, int at, int removed, List<Bytes> added) {
        List<Bytes> edited = new ArrayList<>(hashes);
        edited.subList(at, at + removed).clear();
        edited.addAll(at, added);
        return edited;
    }
}
