package dev.mintmark.format.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MerkleTreeTest {
    /** The tree that Certificate Transparency's implementations are tested with, its roots and proofs. */
    private static final NaiveTree KNOWN = new NaiveTree(Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(hex -> Bytes.fromHex(hex).toByteArray())
            .toList());

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** Large enough for every shape of two full tiles' halves and an odd rest. */
    private static final int SIZES = 130;

    private static final NaiveTree NAIVE = NaiveTree.of(SIZES);

    private static List<Bytes> hashes(String... hex) {
        return Stream.of(hex).map(Bytes::fromHex).toList();
    }

    @Test
    void theRootsAreThosePublished() {
        NodeHashes nodes = leavesOnly(
                IntStream.range(0, 8).mapToObj(index -> KNOWN.leaf(index)).toList());
        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(MerkleTree.root(nodes, size).hex()).isEqualTo(ROOTS.get(size));
        }
        assertThat(MerkleHash.EMPTY.hex()).isEqualTo(ROOTS.get(0));
    }

    /** The program's own hashes, from the leaves up. */
    private static NodeHashes leavesOnly(List<Bytes> leaves) {
        return new NodeHashes() {
            @Override
            public Bytes node(int level, long index) {
                return level == 0
                        ? leaves.get((int) index)
                        : MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
            }
        };
    }

    @Test
    void theProofsAreThosePublished() {
        assertThat(MerkleTree.inclusion(KNOWN, 0, 8))
                .isEqualTo(hashes(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(MerkleTree.inclusion(KNOWN, 5, 8))
                .isEqualTo(hashes(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        assertThat(MerkleTree.inclusion(KNOWN, 2, 3))
                .isEqualTo(hashes("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
        assertThat(MerkleTree.consistency(KNOWN, 1, 1)).isEmpty();
        assertThat(MerkleTree.consistency(KNOWN, 6, 8))
                .isEqualTo(hashes(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
        assertThat(MerkleTree.consistency(KNOWN, 2, 5))
                .isEqualTo(hashes(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
    }

    @Test
    void everyInclusionProofIsThatOfTheRfcAndLeadsToTheRoot() {
        for (int size = 1; size <= SIZES; size++) {
            Bytes root = NAIVE.hash(0, size);
            for (int index = 0; index < size; index++) {
                List<Bytes> proof = MerkleTree.inclusion(NAIVE, index, size);
                assertThat(proof).isEqualTo(NAIVE.path(index, 0, size));
                assertThat(MerkleProofs.rootOfInclusion(NAIVE.leaf(index), index, size, proof))
                        .contains(root);
            }
        }
    }

    @Test
    void everyConsistencyProofIsThatOfTheRfcAndHolds() {
        for (int size = 1; size <= SIZES; size++) {
            for (int old = 1; old <= size; old++) {
                List<Bytes> proof = MerkleTree.consistency(NAIVE, old, size);
                assertThat(proof).isEqualTo(NAIVE.subproof(old, 0, size, true));
                assertThat(MerkleProofs.verifyConsistency(old, NAIVE.hash(0, old), size, NAIVE.hash(0, size), proof))
                        .isTrue();
            }
        }
    }

    @Test
    void everyRangeProofIsTheMaximalSubtreesOutsideAndLeadsToTheRoot() {
        for (int size : IntStream.concat(IntStream.rangeClosed(1, 48), IntStream.of(63, 64, 65))
                .toArray()) {
            Bytes root = NAIVE.hash(0, size);
            for (int first = 0; first < size; first++) {
                for (int end = first + 1; end <= size; end++) {
                    List<Bytes> proof = MerkleTree.rangeProof(NAIVE, first, end, size);
                    assertThat(proof).isEqualTo(NAIVE.outside(first, end, 0, size));
                    assertThat(MerkleProofs.rootOfRange(first, leaves(first, end), size, proof))
                            .contains(root);
                }
            }
        }
    }

    private static List<Bytes> leaves(int first, int end) {
        return IntStream.range(first, end).mapToObj(index -> NAIVE.leaf(index)).toList();
    }

    @Test
    void theEmptyTreeIsExtendedByAnyWithoutProof() {
        Bytes root = NAIVE.hash(0, 5);

        assertThat(MerkleTree.consistency(NAIVE, 0, 5)).isEmpty();
        assertThat(MerkleProofs.verifyConsistency(0, MerkleHash.EMPTY, 5, root, List.of()))
                .isTrue();
        assertThat(MerkleProofs.verifyConsistency(0, MerkleHash.EMPTY, 0, MerkleHash.EMPTY, List.of()))
                .isTrue();
        assertThat(MerkleProofs.verifyConsistency(0, root, 5, root, List.of())).isFalse();
        assertThat(MerkleProofs.verifyConsistency(0, root, 0, root, List.of())).isFalse();
        assertThat(MerkleProofs.verifyConsistency(0, MerkleHash.EMPTY, 5, root, List.of(root)))
                .isFalse();
    }

    @Test
    void aChangedInclusionProofIsRefused() {
        for (int size : new int[] {1, 2, 3, 7, 8, 13, 100, 130}) {
            Bytes root = NAIVE.hash(0, size);
            for (int index : new int[] {0, size / 3, size - 1}) {
                List<Bytes> proof = MerkleTree.inclusion(NAIVE, index, size);
                Bytes leaf = NAIVE.leaf(index);
                for (List<Bytes> changed : Mutations.of(proof)) {
                    assertThat(MerkleProofs.verifyInclusion(leaf, index, size, root, changed))
                            .isFalse();
                }
                for (Bytes other : Mutations.of(leaf)) {
                    assertThat(MerkleProofs.verifyInclusion(other, index, size, root, proof))
                            .isFalse();
                }
                for (int other = -1; other <= size; other++) {
                    assertThat(MerkleProofs.verifyInclusion(leaf, other, size, root, proof))
                            .isEqualTo(other == index);
                }
            }
        }
    }

    @Test
    void aChangedConsistencyProofIsRefused() {
        for (int[] sizes : new int[][] {{1, 2}, {3, 7}, {4, 8}, {6, 8}, {64, 130}, {100, 129}, {130, 130}}) {
            Bytes old = NAIVE.hash(0, sizes[0]);
            Bytes root = NAIVE.hash(0, sizes[1]);
            List<Bytes> proof = MerkleTree.consistency(NAIVE, sizes[0], sizes[1]);
            for (List<Bytes> changed : Mutations.of(proof)) {
                assertThat(MerkleProofs.verifyConsistency(sizes[0], old, sizes[1], root, changed))
                        .isFalse();
            }
            for (Bytes other : Mutations.of(old)) {
                assertThat(MerkleProofs.verifyConsistency(sizes[0], other, sizes[1], root, proof))
                        .isFalse();
            }
            for (Bytes other : Mutations.of(root)) {
                assertThat(MerkleProofs.verifyConsistency(sizes[0], old, sizes[1], other, proof))
                        .isFalse();
            }
        }
    }

    @Test
    void aChangedRangeProofIsRefused() {
        for (int[] range : new int[][] {{0, 1, 1}, {0, 3, 3}, {2, 5, 7}, {5, 6, 13}, {60, 75, 130}, {0, 16, 18}}) {
            int first = range[0];
            int size = range[2];
            Bytes root = NAIVE.hash(0, size);
            List<Bytes> proof = MerkleTree.rangeProof(NAIVE, first, range[1], size);
            List<Bytes> leaves = leaves(first, range[1]);
            for (List<Bytes> changed : Mutations.of(proof)) {
                assertThat(MerkleProofs.rootOfRange(first, leaves, size, changed))
                        .isNotEqualTo(java.util.Optional.of(root));
            }
            for (List<Bytes> changed : Mutations.of(leaves)) {
                assertThat(MerkleProofs.rootOfRange(first, changed, size, proof))
                        .isNotEqualTo(java.util.Optional.of(root));
            }
            for (int other = -1; other <= size; other++) {
                if (other != first) {
                    assertThat(MerkleProofs.rootOfRange(other, leaves, size, proof))
                            .isNotEqualTo(java.util.Optional.of(root));
                }
            }
        }
    }

    /** All leaves alike, so that every tree of a height has one root. */
    private static final List<Bytes> ALIKE = alike();

    private static List<Bytes> alike() {
        List<Bytes> heights = new ArrayList<>();
        heights.add(MerkleHash.leaf(new byte[0]));
        while (heights.size() <= 62) {
            Bytes below = heights.get(heights.size() - 1);
            heights.add(MerkleHash.node(below, below));
        }
        return heights;
    }

    @Test
    void treesOfAnySizeAreProven() {
        NodeHashes nodes = (level, index) -> ALIKE.get(level);
        for (long size : new long[] {MerkleHash.MAX_SIZE, MerkleHash.MAX_SIZE - 1, (1L << 61) + 1, 1_000_003}) {
            Bytes root = MerkleTree.root(nodes, size);
            for (long index : new long[] {0, 1, size / 3, size - 2, size - 1}) {
                assertThat(MerkleProofs.verifyInclusion(
                                ALIKE.get(0), index, size, root, MerkleTree.inclusion(nodes, index, size)))
                        .isTrue();
                long old = index + 1;
                assertThat(MerkleProofs.verifyConsistency(
                                old, MerkleTree.root(nodes, old), size, root, MerkleTree.consistency(nodes, old, size)))
                        .isTrue();
                long end = Math.min(size, index + 300);
                List<Bytes> proof = MerkleTree.rangeProof(nodes, index, end, size);
                assertThat(proof).hasSizeLessThanOrEqualTo(122);
                List<Bytes> leaves = LongStream.range(index, end)
                        .mapToObj(entry -> ALIKE.get(0))
                        .toList();
                assertThat(MerkleProofs.rootOfRange(index, leaves, size, proof)).contains(root);
            }
        }
    }

    @Test
    void hostileNumbersAreNoProofOfAnything() {
        List<Bytes> proof = ALIKE;
        List<Bytes> leaves = ALIKE.subList(0, 2);
        for (long size : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE, MerkleHash.MAX_SIZE + 1, 1L << 40}) {
            for (long index : new long[] {Long.MIN_VALUE, -1, 0, 1, size - 1, size, Long.MAX_VALUE}) {
                assertThat(MerkleProofs.rootOfInclusion(ALIKE.get(0), index, size, proof))
                        .isEmpty();
                assertThat(MerkleProofs.rootOfRange(index, leaves, size, proof)).isEmpty();
                assertThat(MerkleProofs.verifyConsistency(index, ALIKE.get(0), size, ALIKE.get(1), proof))
                        .isFalse();
            }
        }
        assertThat(MerkleProofs.rootOfRange(0, List.of(), 1, List.of())).isEmpty();
    }

    @Test
    void whatIsNotInTheTreeHasNoProof() {
        assertThatThrownBy(() -> MerkleTree.inclusion(NAIVE, 5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.inclusion(NAIVE, -1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.consistency(NAIVE, 6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.rangeProof(NAIVE, 2, 2, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.rangeProof(NAIVE, 2, 6, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.root(NAIVE, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
