package dev.mintmark.format.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {
    private static final NoteKeys LOG = NoteKeys.of("example.com/log");
    private static final NaiveTree TREE = NaiveTree.of(130);
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String SIGNATURE = "\n— x AAAAAAA=\n";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Checkpoint head(int size, String... extensions) {
        return Checkpoint.sign(size, TREE.hash(0, size), List.of(extensions), LOG);
    }

    @Test
    void aCheckpointIsOriginSizeAndRootSigned() throws TlogException {
        Checkpoint head = head(130, "previous 7");
        String text = new String(head.encode(), StandardCharsets.UTF_8);

        assertThat(text)
                .matches("example\\.com/log\\n130\\n[A-Za-z0-9+/]{43}=\\nprevious 7\\n\\n"
                        + "— example\\.com/log [A-Za-z0-9+/]{91}=\\n");
        assertThat(Checkpoint.parse(head.encode())).isEqualTo(head);
        assertThat(head.isSignedBy(LOG.verifierKey())).isTrue();
        assertThat(head.isSignedBy(NoteKeys.of("another").verifierKey())).isFalse();
        assertThat(head.isSignedBy(
                        NoteKeys.ofSeed("example.com/log", TREE.leaf(0)).verifierKey()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log\n1\n",
                "log\n01\n" + ROOT + "\n",
                "log\n-1\n" + ROOT + "\n",
                "log\n+1\n" + ROOT + "\n",
                "log\n1 \n" + ROOT + "\n",
                "log\n\u0661\n" + ROOT + "\n",
                "log\n4611686018427387905\n" + ROOT + "\n",
                "log\n9223372036854775808\n" + ROOT + "\n",
                "log\n99999999999999999999\n" + ROOT + "\n",
                "log\n1\nAAAA\n",
                "log\n1\n" + ROOT + "=\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "\n1\n" + ROOT + "\n",
                "log\n1\n" + ROOT + "\n\nextension\n"
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(utf8(text + SIGNATURE))).isInstanceOf(TlogException.class);
    }

    @Test
    void sizesReachFromNothingToTheLargest() throws TlogException {
        for (long size : new long[] {0, 1, MerkleHash.MAX_SIZE}) {
            assertThat(Checkpoint.parse(utf8("log\n" + size + "\n" + ROOT + "\nmore\n" + SIGNATURE))
                            .size())
                    .isEqualTo(size);
        }
    }

    @Test
    void aProofFileProvesItsEntryAndNoOther() throws TlogException {
        Checkpoint head = head(130);
        for (int index : new int[] {0, 1, 64, 129}) {
            TlogProof proof = new TlogProof(index, MerkleTree.inclusion(TREE, index, 130), head);
            TlogProof read = TlogProof.parse(proof.encode());

            assertThat(read).isEqualTo(proof);
            assertThat(read.verify(entry(index), LOG.verifierKey())).isTrue();
            assertThat(read.verify(entry(index + 1), LOG.verifierKey())).isFalse();
            assertThat(read.verify(entry(index), NoteKeys.of("another").verifierKey()))
                    .isFalse();
        }
    }

    private static Bytes entry(int number) {
        return Bytes.of(utf8("entry " + number));
    }

    @Test
    void aProofFileLooksAsTheSpecificationSaysAndItsExtraLineIsPassedOver() throws TlogException {
        TlogProof proof = new TlogProof(2, MerkleTree.inclusion(TREE, 2, 3), head(3));
        String text = new String(proof.encode(), StandardCharsets.UTF_8);

        assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nindex 2\n").contains("=\n\nexample.com/log\n3\n");
        assertThat(TlogProof.parse(utf8(text.replace("\nindex", "\nextra AAAA\nindex"))))
                .isEqualTo(proof);
        for (String wrong : List.of(
                text.replace("@v1", "@v2"),
                text.replace("\nindex", "\nextra AAA\nindex"),
                text.replace("\nindex", "\nextra AAAA\nextra AAAA\nindex"),
                text.replace("index 2", "index 02"),
                text.replace("index 2", "index 3"),
                text.replace("index 2\n", ""),
                text.replace("index 2\n", "index 2\nAAAA\n"),
                text.replace("\n\nexample", "\nexample"),
                "")) {
            assertThatThrownBy(() -> TlogProof.parse(utf8(wrong))).isInstanceOf(TlogException.class);
        }
    }

    @Test
    void everyFlippedBitAndEveryCutOfAProofFileIsRefused() {
        byte[] proof = new TlogProof(5, MerkleTree.inclusion(TREE, 5, 7), head(7)).encode();
        List<byte[]> changed = new ArrayList<>();
        for (int bit = 0; bit < proof.length * Byte.SIZE; bit++) {
            byte[] flipped = proof.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            changed.add(flipped);
        }
        for (int length = 0; length < proof.length; length++) {
            changed.add(Arrays.copyOf(proof, length));
        }
        changed.add(Arrays.copyOf(proof, proof.length + 1));

        assertThat(changed).noneMatch(CheckpointTest::proves);
        assertThat(proves(proof)).isTrue();
    }

    private static boolean proves(byte[] proof) {
        try {
            return TlogProof.parse(proof).verify(entry(5), LOG.verifierKey());
        } catch (TlogException e) {
            return false;
        }
    }
}
