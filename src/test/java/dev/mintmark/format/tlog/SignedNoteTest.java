package dev.mintmark.format.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedNoteTest {
    /** The example of golang.org/x/mod/sumdb/note: published key, private key, text and signature. */
    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PETERS_PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String NOTE = TEXT
            + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    /** A head of Go's checksum database and its key, as the toolchain has it. */
    private static final String GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    private static final String GO_TREE =
            "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n"
                    + "— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static NoteKeys peter() {
        byte[] typed = Base64.getDecoder().decode(PETERS_PRIVATE);
        return NoteKeys.ofSeed("PeterNeumann", Bytes.of(Arrays.copyOfRange(typed, 1, typed.length)));
    }

    @Test
    void aPublishedNoteIsWrittenAndVerifiedToTheByte() throws TlogException {
        SignedNote signed = SignedNote.sign(TEXT, peter());

        assertThat(new String(signed.encode(), StandardCharsets.UTF_8)).isEqualTo(NOTE);
        assertThat(SignedNote.parse(utf8(NOTE))).isEqualTo(signed);
        assertThat(signed.isSignedBy(VerifierKey.parse(PETER))).isTrue();
        assertThat(peter().verifierKey().toString()).isEqualTo(PETER);
    }

    @Test
    void aHeadOfGosChecksumDatabaseIsReadAndVerified() throws TlogException {
        VerifierKey go = VerifierKey.parse(GO);

        assertThat(go.toString()).isEqualTo(GO);
        assertThat(SignedNote.parse(utf8(GO_TREE)).isSignedBy(go)).isTrue();
        Checkpoint tree = Checkpoint.parse(utf8(GO_TREE));
        assertThat(tree.origin()).isEqualTo("go.sum database tree");
        assertThat(tree.size()).isEqualTo(6476701);
        assertThat(tree.encode()).isEqualTo(utf8(GO_TREE));
        // of another origin than the key's name, so not the head of a log of that name
        assertThat(tree.isSignedBy(go)).isFalse();
    }

    @Test
    void everyFlippedBitIsRefused() throws TlogException {
        VerifierKey key = VerifierKey.parse(PETER);
        byte[] note = utf8(NOTE);
        for (int bit = 0; bit < note.length * Byte.SIZE; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(isSigned(flipped, key)).as("bit %d", bit).isFalse();
        }
        for (int length = 0; length < note.length; length++) {
            assertThat(isSigned(Arrays.copyOf(note, length), key)).isFalse();
        }
        assertThat(isSigned(note, key)).isTrue();
    }

    private static boolean isSigned(byte[] note, VerifierKey key) {
        try {
            return SignedNote.parse(note).isSignedBy(key);
        } catch (TlogException e) {
            return false;
        }
    }

    @Test
    void signaturesOfOthersAreNotLookedAtButThoseOfTheKeyMustAllBeGood() throws TlogException {
        VerifierKey key = VerifierKey.parse(PETER);
        SignedNote note = SignedNote.parse(utf8(NOTE));
        NoteSignature good = note.signatures().get(0);
        NoteSignature foreign = new NoteSignature("somebody", good.keyId(), Bytes.of((byte) 1));
        NoteSignature otherKey = new NoteSignature(good.name(), Bytes.fromHex("00000000"), good.signature());
        NoteSignature bad = new NoteSignature(good.name(), good.keyId(), Bytes.of(new byte[64]));

        assertThat(new SignedNote(TEXT, List.of(foreign, otherKey, good)).isSignedBy(key))
                .isTrue();
        assertThat(new SignedNote(TEXT, List.of(foreign, otherKey)).isSignedBy(key))
                .isFalse();
        assertThat(new SignedNote(TEXT, List.of(good, bad)).isSignedBy(key)).isFalse();
        assertThat(new SignedNote(TEXT, List.of(bad)).isSignedBy(key)).isFalse();
        List<NoteSignature> many = new ArrayList<>(java.util.Collections.nCopies(40, foreign));
        many.add(good);
        assertThat(isSigned(new SignedNote(TEXT, many).encode(), key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text\n",
                "text\n\n",
                "text\n\n— name\n",
                "text\n\n— name AAAAAAA=",
                "text\n\n— name AAAAAAA\n",
                "text\n\n— name AAAAAAB=\n",
                "text\n\n— name AAAA AAA=\n",
                "text\n\n— na+me AAAAAAA=\n",
                "text\n\n—  AAAAAAA=\n",
                "text\n\n— na\u00a0me AAAAAAA=\n",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n— name AAAAAA==\n",
                "text\n\n— name AAAAAAA= \n",
                "text\r\n\n— name AAAAAAA=\n",
                "te\txt\n\n— name AAAAAAA=\n",
                "text\n\n— name AAAAAAA=\nmore\n"
            })
    void whatIsNoNoteIsRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(utf8(note))).isInstanceOf(TlogException.class);
    }

    @Test
    void bytesThatAreNotUtf8AndEndlessNotesAreRefused() {
        byte[] broken = utf8(NOTE);
        broken[3] = (byte) 0xC3;
        assertThatThrownBy(() -> SignedNote.parse(broken)).hasMessage("not UTF-8");
        assertThatThrownBy(() -> SignedNote.parse(new byte[SignedNote.MAX_LENGTH + 1]))
                .hasMessage("longer than any note");
    }

    /** The first five are the malformed keys of Go's own test. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"
            })
    void whatIsNoVerifierKeyIsRefused(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(TlogException.class);
    }

    @Test
    void aVerifierKeyComesFromAnEd25519KeyOfTheJdkAndFromNoOther() throws Exception {
        var ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        byte[] spki = ed25519.getEncoded();

        assertThat(VerifierKey.of("log", ed25519).publicKey())
                .isEqualTo(Bytes.of(Arrays.copyOfRange(spki, spki.length - 32, spki.length)));
        for (String other : List.of("X25519", "EC", "Ed448")) {
            var key = KeyPairGenerator.getInstance(other).generateKeyPair().getPublic();
            assertThatThrownBy(() -> VerifierKey.of("log", key)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
