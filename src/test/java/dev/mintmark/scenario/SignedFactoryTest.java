package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that names who signs a factory's submissions takes no other: each refusal has its code, and changes nothing. */
class SignedFactoryTest {
    private static final String ORDER = "PO-1";

    @TempDir
    Path folder;

    private final Identity office = Identity.ec("secp256r1");
    private final Cloud factory = new Cloud(office.certificate(), office.key());
    private Workplace place;
    private Path inbox;
    private String order;

    @BeforeEach
    void site() throws Exception {
        place = new Workplace(folder);
        office.writeCertificate(folder.resolve("office.crt.pem"));
        site("submission-signers: [office.crt.pem]");
        inbox = place.inbox(ORDER);
        Files.createDirectories(inbox);
        order = Files.writeString(
                        place.root().resolve("PO-1.yaml"),
                        "order: PO-1\nproduct: product.yaml\nquantity: 20\nsubmission: inbox/PO-1\nissuer: test\nfactory: line-1\n")
                .toString();
    }

    private void site(String signers) throws Exception {
        Files.writeString(
                place.root().resolve("site.yaml"),
                "factories:\n  line-1:\n    recipients: [office.crt.pem]\n    %s\n".formatted(signers));
    }

    private Program.Result run() {
        return place.within(
                "run", order, "--site", place.root().resolve("site.yaml").toString());
    }

    private List<String> codes() throws Exception {
        return Delivered.column(Delivered.csv(place.folder(ORDER).rejects()), "code");
    }

    private long delivered() throws Exception {
        Path manifest = place.folder(ORDER).manifest();
        return Files.exists(manifest) ? Delivered.csv(manifest).size() : 0;
    }

    @Test
    void onlyWhatItSignedForThisOrderIsTakenInItsSequence() throws Exception {
        Requested.zip(inbox.resolve("a.zip"), Requested.files(1, 3));
        Identity stranger = Identity.ec("secp256r1");
        new Cloud(stranger.certificate(), stranger.key()).send(inbox, ORDER, 1, Cloud.lines(1, 3));
        Files.move(inbox.resolve("s1.ndjson.p7m"), inbox.resolve("b.ndjson.p7m"));
        Files.write(inbox.resolve("c.ndjson.p7m"), factory.sign(Cloud.header("PO-2", "c", 1), Cloud.lines(1, 3)));
        factory.send(inbox, ORDER, 2, Cloud.lines(11, 15));

        assertThat(run().exit()).isEqualTo(4);
        assertThat(codes())
                .containsExactlyInAnyOrder(
                        "SUBMISSION_UNSIGNED",
                        "SUBMISSION_SIGNER_UNKNOWN",
                        "SUBMISSION_OF_OTHER_ORDER",
                        "SUBMISSION_OUT_OF_SEQUENCE");
        assertThat(delivered()).isZero();

        // told of once
        assertThat(run().exit()).isZero();
        assertThat(codes()).hasSize(4);

        // the one that was missing has come: both are taken, and the second needs no sending again
        factory.send(inbox, ORDER, 1, Cloud.lines(1, 10));
        assertThat(run().exit()).isZero();
        assertThat(delivered()).isEqualTo(15);

        // signed again, and signed under a used id: a replay in either case
        Files.write(inbox.resolve("d.ndjson.p7m"), factory.sign(Cloud.header(ORDER, "s-1", 1), Cloud.lines(16, 20)));
        Files.write(inbox.resolve("e.ndjson.p7m"), factory.sign(Cloud.header(ORDER, "s-1", 3), Cloud.lines(16, 20)));
        Files.write(inbox.resolve("f.ndjson.p7m"), factory.sign(Cloud.header(ORDER, "other", 2), Cloud.lines(16, 20)));
        assertThat(run().exit()).isEqualTo(4);
        assertThat(codes().subList(4, 7)).containsOnly("SUBMISSION_REPLAYED");
        assertThat(delivered()).isEqualTo(15);
        assertThat(place.within("audit", "verify").exit()).isZero();
    }

    @Test
    void aSignerNamedLaterMakesTheSameFileGood() throws Exception {
        Identity other = Identity.ec("secp256r1");
        other.writeCertificate(folder.resolve("other.crt.pem"));
        new Cloud(other.certificate(), other.key()).send(inbox, ORDER, 1, Cloud.lines(1, 2));
        assertThat(run().exit()).isEqualTo(4);

        site("submission-signers: [office.crt.pem, other.crt.pem]");

        assertThat(run().exit()).isZero();
        assertThat(delivered()).isEqualTo(2);
        assertThat(codes()).containsExactly("SUBMISSION_SIGNER_UNKNOWN");
    }
}
