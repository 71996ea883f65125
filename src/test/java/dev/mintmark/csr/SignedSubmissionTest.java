package dev.mintmark.csr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.Identity;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.order.OrderId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A submission within a signature: taken if one who may signed it whole, else refused whole. */
class SignedSubmissionTest {
    private static final Identity CLOUD = Identity.ec("secp256r1");
    private static final Identity STRANGER = Identity.ec("secp256r1");
    private static final SubmissionHeader HEADER = new SubmissionHeader("2026-12-01-a", new OrderId("FU-1"), 1);
    private static final int COUNT = 300;

    @TempDir
    Path folder;

    private static byte[] ndjson() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            lines.append("{\"module_id\":\"%s\",\"csr\":\"%s\"}\n"
                    .formatted(Requests.id(i), Base64.getEncoder().encodeToString(Requests.DER)));
        }
        return lines.toString().getBytes(UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static byte[] signed(Identity by, byte[] content, Instant at) throws Exception {
        return new DetachedSigner(by.certificate(), by.key(), new SecureRandom())
                .enclose(new ByteArrayInputStream(content), at)
                .toByteArray();
    }

    private static byte[] signed(Identity by, byte[] content) throws Exception {
        return signed(by, content, Instant.now());
    }

    private static byte[] good() throws Exception {
        return signed(CLOUD, concat(HEADER.line(), ndjson()));
    }

    private SubmissionOutcome read(String name, byte[] file, List<SubmissionEntry> entries) {
        Path path = Requests.write(folder.resolve(name), file);
        return new Submission(path, ReadLimits.STANDARD, List.of(STRANGER.certificate(), CLOUD.certificate()))
                .read(entries::add);
    }

    private RejectCode refused(String name, byte[] file) {
        SubmissionOutcome outcome = read(name, file, new ArrayList<>());
        assertThat(outcome).isInstanceOf(SubmissionOutcome.Unreadable.class);
        return ((SubmissionOutcome.Unreadable) outcome).code();
    }

    @Test
    void whatACloudSignedIsReadAndKnownByItsHeaderAndSigner() throws Exception {
        byte[] file = good();
        List<SubmissionEntry> entries = new ArrayList<>();

        assertThat(read("s1.ndjson.p7m", file, entries))
                .isEqualTo(new SubmissionOutcome.Whole(
                        Bytes.sha256Of(file),
                        COUNT,
                        Optional.of(new SubmissionOutcome.Signed(HEADER, Fingerprint.of(CLOUD.certificate())))));
        assertThat(entries).hasSize(COUNT).allMatch(SubmittedRequest.class::isInstance);
        assertThat(entries.get(6).source()).isEqualTo("s1.ndjson:line 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tar", "a.csv"})
    void anyFormMayStandBehindTheHeader(String name) throws Exception {
        byte[] content =
                switch (name) {
                    case "a.zip" -> Archives.zip(Requests.files(3));
                    case "a.tar" -> Archives.tar(Requests.files(3));
                    default ->
                        "module_id,csr\r\na,%s\r\nb,x\r\nc,x\r\n"
                                .formatted(Base64.getEncoder().encodeToString(Requests.DER))
                                .getBytes(UTF_8);
                };
        List<SubmissionEntry> entries = new ArrayList<>();

        SubmissionOutcome outcome = read(name + ".p7m", signed(CLOUD, concat(HEADER.line(), content)), entries);

        assertThat(outcome).isInstanceOf(SubmissionOutcome.Whole.class);
        assertThat(entries).hasSize(3);
    }

    @Test
    void whatStockOpensslSignsIsReadStreamedOrNot() throws Exception {
        Commands.assumeOpenssl();
        CLOUD.writeCertificate(folder.resolve("cloud.crt.pem"));
        CLOUD.writeKey(folder.resolve("cloud.key.pem"));
        Files.write(folder.resolve("content"), concat(HEADER.line(), ndjson()));
        for (List<String> streamed : List.of(List.<String>of(), List.of("-stream"))) {
            List<String> command = new ArrayList<>(List.of(
                    "openssl", "cms", "-sign", "-binary", "-nodetach", "-in", "content", "-signer", "cloud.crt.pem"));
            command.addAll(streamed);
            command.addAll(
                    List.of("-inkey", "cloud.key.pem", "-md", "sha256", "-outform", "DER", "-out", "s1.ndjson.p7m"));
            assertThat(Commands.run(folder, command).exit()).isZero();

            assertThat(read("s1.ndjson.p7m", Files.readAllBytes(folder.resolve("s1.ndjson.p7m")), new ArrayList<>()))
                    .isInstanceOfSatisfying(SubmissionOutcome.Whole.class, whole -> assertThat(
                                    whole.signed().orElseThrow().header())
                            .isEqualTo(HEADER));
        }
    }

    @Test
    void whatIsNotSignedIsRefused() {
        assertThat(refused("s1.ndjson", ndjson())).isEqualTo(RejectCode.SUBMISSION_UNSIGNED);
        assertThat(refused("in/a.pem", Requests.DER)).isEqualTo(RejectCode.SUBMISSION_UNSIGNED);
        assertThat(((SubmissionOutcome.Unreadable)
                                new Submission(folder.resolve("in"), ReadLimits.STANDARD, List.of(CLOUD.certificate()))
                                        .survey())
                        .code())
                .isEqualTo(RejectCode.SUBMISSION_UNSIGNED);
        assertThat(refused("s1.ndjson.p7m", ndjson())).isEqualTo(RejectCode.SUBMISSION_BROKEN);
    }

    @Test
    void whoMayNotSignIsRefused() throws Exception {
        byte[] content = concat(HEADER.line(), ndjson());

        assertThat(refused("a.ndjson.p7m", signed(Identity.ec("secp256r1"), content)))
                .isEqualTo(RejectCode.SUBMISSION_SIGNER_UNKNOWN);
    }

    @Test
    void aFlippedByteAnywhereGivesNothing() throws Exception {
        byte[] good = good();
        for (int at = 0; at < good.length; at += 211) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            SubmissionOutcome outcome = read("a.ndjson.p7m", bad, new ArrayList<>());
            if (outcome instanceof SubmissionOutcome.Whole whole) {
                // a byte that no signature covers and no reader looks at, as a certificate's beside the one trusted
                assertThat(whole.signed().orElseThrow().header()).isEqualTo(HEADER);
                assertThat(whole.entries()).isEqualTo(COUNT);
            }
        }
        byte[] inARequest = good.clone();
        inARequest[good.length / 2] ^= 1;
        assertThat(refused("a.ndjson.p7m", inARequest)).isEqualTo(RejectCode.SUBMISSION_SIGNATURE_WRONG);
        byte[] zip = signed(CLOUD, concat(HEADER.line(), Archives.zip(Requests.files(3))));
        zip[zip.length / 2] ^= 1;
        assertThat(refused("a.zip.p7m", zip)).isIn(RejectCode.SUBMISSION_SIGNATURE_WRONG, RejectCode.SUBMISSION_BROKEN);
        assertThat(refused("a.ndjson.p7m", Arrays.copyOf(good, good.length / 2)))
                .isEqualTo(RejectCode.SUBMISSION_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"module_id\":\"a\"}",
                "{\"submission\":\"a\",\"order\":\"FU-1\"}",
                "{\"submission\":\"a\",\"order\":\"FU-1\",\"sequence\":0}",
                "{\"submission\":\"a\",\"order\":\"FU-1\",\"sequence\":\"1\"}",
                "{\"submission\":\"a\",\"order\":\"FU-1\",\"sequence\":1,\"more\":1}",
                "{\"submission\":\"a/b\",\"order\":\"FU-1\",\"sequence\":1}",
                "{\"submission\":\"a\",\"order\":\"..\",\"sequence\":1}"
            })
    void withoutAHeaderItIsRefused(String line) throws Exception {
        byte[] content = concat((line + "\n").getBytes(UTF_8), ndjson());

        assertThat(refused("a.ndjson.p7m", signed(CLOUD, content))).isEqualTo(RejectCode.BAD_SUBMISSION_HEADER);
    }

    @Test
    void aSignedFileIsRefusedWhereNobodyIsNamedToSign() throws Exception {
        Path file = Requests.write(folder.resolve("a.ndjson.p7m"), good());

        assertThat(Requests.read(file).outcome())
                .isInstanceOfSatisfying(SubmissionOutcome.Unreadable.class, refused -> assertThat(refused.code())
                        .isEqualTo(RejectCode.SUBMISSION_UNSUPPORTED));
    }

    @Test
    void signedSubmissionsAreTriedInTheirSequenceWhateverTheirNames() throws Exception {
        for (int sequence : new int[] {10, 9, 1}) {
            SubmissionHeader header = new SubmissionHeader("s" + sequence, new OrderId("FU-1"), sequence);
            Requests.write(
                    folder.resolve("s%d.ndjson.p7m".formatted(sequence)),
                    signed(CLOUD, concat(header.line(), ndjson())));
        }
        Requests.write(folder.resolve("a.txt"), new byte[9]);

        assertThat(Submissions.list(folder, List.of(CLOUD.certificate())).stream()
                        .map(Submission::name))
                .containsExactly("s1.ndjson.p7m", "s9.ndjson.p7m", "s10.ndjson.p7m", "a.txt");
    }

    @Test
    void theHeaderSaysWhatCannotBeTaken() {
        assertThat(refusal(new OrderId("FU-2"), 0, false)).isEqualTo(RejectCode.SUBMISSION_OF_OTHER_ORDER);
        assertThat(refusal(new OrderId("FU-1"), 1, false)).isEqualTo(RejectCode.SUBMISSION_REPLAYED);
        assertThat(refusal(new OrderId("FU-1"), 0, true)).isEqualTo(RejectCode.SUBMISSION_REPLAYED);
        SubmissionHeader third = new SubmissionHeader("c", new OrderId("FU-1"), 3);
        assertThat(third.refusal("c", new OrderId("FU-1"), 1, false)
                        .orElseThrow()
                        .code())
                .isEqualTo(RejectCode.SUBMISSION_OUT_OF_SEQUENCE);
        assertThat(third.refusal("c", new OrderId("FU-1"), 2, false)).isEmpty();
    }

    private static RejectCode refusal(OrderId into, int last, boolean idTaken) {
        return HEADER.refusal("a", into, last, idTaken).orElseThrow().code();
    }
}
