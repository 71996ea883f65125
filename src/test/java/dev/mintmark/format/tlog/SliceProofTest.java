package dev.mintmark.format.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The proof checked as its page says, pair by pair; the other checker is the script of the evidence itself. */
final class SliceProofTest {
    private static final long SEED = 20260504;

    @Test
    void everySliceOfEveryTreeLeadsToEveryHead() {
        Random random = new Random(SEED);
        for (int size = 1; size <= 70; size++) {
            NaiveTree tree = NaiveTree.of(size);
            for (int i = 0; i < 8; i++) {
                TreeSet<Long> entries = some(random, size, 0);
                TreeSet<Long> heads = some(random, size, 1);
                heads.add((long) size);
                Map<Long, Bytes> roots = roots(tree, entries, heads, size);
                for (long head : heads) {
                    assertThat(roots.get(head)).as("%d of %d", head, size).isEqualTo(tree.hash(0, (int) head));
                }
            }
        }
    }

    @Test
    void nothingThatCanBeComputedIsGiven() {
        NaiveTree tree = NaiveTree.of(70);
        assertThat(SliceProof.of(tree, List.of(5L), List.of(), 70))
                .hasSize(tree.path(5, 0, 70).size() + 1); // the right edge comes as its two subtrees
    }

    private static TreeSet<Long> some(Random random, int size, int first) {
        TreeSet<Long> some = new TreeSet<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            some.add((long) first + random.nextInt(size));
        }
        return some;
    }

    /** Each head's root; every node but those at the right edge must have its sibling. */
    private static Map<Long, Bytes> roots(NaiveTree tree, TreeSet<Long> entries, TreeSet<Long> heads, int size) {
        Map<Integer, TreeMap<Long, Bytes>> levels = new TreeMap<>();
        entries.forEach(
                entry -> levels.computeIfAbsent(0, level -> new TreeMap<>()).put(entry, tree.leaf(entry.intValue())));
        for (SliceProof.Node node : SliceProof.of(tree, entries, heads, size)) {
            assertThat(levels.computeIfAbsent(node.level(), level -> new TreeMap<>())
                            .put(node.index(), node.hash()))
                    .isNull();
        }
        Map<Long, Bytes> roots = new TreeMap<>();
        for (int level = 0; size >> level > 0; level++) {
            TreeMap<Long, Bytes> nodes = levels.getOrDefault(level, new TreeMap<>());
            for (long head : heads) {
                if ((head >> level & 1) == 1) {
                    Bytes edge = nodes.get((head >> level) - 1);
                    roots.merge(head, edge, (right, left) -> MerkleHash.node(left, right));
                }
            }
            for (Map.Entry<Long, Bytes> node : nodes.entrySet()) {
                boolean alone = (size >> level & 1) == 1 && node.getKey() == (size >> level) - 1;
                if (!alone) {
                    Bytes sibling = nodes.get(node.getKey() ^ 1);
                    assertThat(sibling).isNotNull();
                    if (node.getKey() % 2 == 0) {
                        levels.computeIfAbsent(level + 1, next -> new TreeMap<>())
                                .put(node.getKey() >> 1, MerkleHash.node(node.getValue(), sibling));
                    }
                }
            }
        }
        return roots;
    }
}
