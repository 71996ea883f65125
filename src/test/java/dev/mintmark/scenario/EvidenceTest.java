package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor takes home of a closed order, judged by its own VERIFY.txt, with no mintmark at hand. */
class EvidenceTest {
    private static final int MODULES = 7;

    @TempDir
    static Path made;

    private static Workplace place;
    private static Path keys;
    private static Path archive;

    @TempDir
    Path folder;

    private Path evidence;

    /** Two deliveries with another order between, so that the order's entries lie apart in the log; one receipt; closed. */
    @BeforeAll
    static void aClosedOrder() throws Exception {
        Commands.assumeShellTools();
        place = new Workplace(made);
        Path order = place.order("PO-1", MODULES, "lot-size: 3", "reference: SO 4711/10");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, 4));
        Path other = place.order("PO-2", 5);
        Requested.zip(place.inbox("PO-2").resolve("a.zip"), Requested.files(21, 25));
        assertThat(place.within("run", order.toString()).exit()).isZero();
        assertThat(place.within("run", other.toString()).exit()).isZero();
        Requested.zip(place.inbox("PO-1").resolve("b.zip"), Requested.files(4, 7));
        Files.writeString(place.inbox("PO-1").resolve("=c.csr"), "no request");
        Program.Result second = place.within("run", order.toString());
        assertThat(second.exit()).as(second.toString()).isEqualTo(4);
        keys = place.home().testKeys();
        acknowledge(1);
        assertThat(place.within("close", "PO-1", "--reason", "trial").exit()).isZero();
        archive = made.resolve("evidence.tar.gz");
        Program.Result written =
                place.within("evidence", "PO-1", "--sample", "3", "--seed", "tuesday", "--out", archive.toString());
        assertThat(written.exit()).as(written.toString()).isZero();
        assertThat(written.out())
                .contains(Bytes.sha256Of(Files.readAllBytes(archive)).hex(), "sample: 3 DACs");
    }

    private static void acknowledge(int delivery) throws Exception {
        DetachedSigner factory = new DetachedSigner(
                CertificateFile.x509(keys.resolve("factory.crt.pem")),
                KeyFile.read(keys.resolve("factory.key.pem")),
                new SecureRandom());
        Path receipt = made.resolve("receipt.p7s");
        try (InputStream list =
                Files.newInputStream(place.folder("PO-1").delivery(delivery).resolve("SHA256SUMS"))) {
            Files.write(receipt, factory.sign(list, Instant.now()).toByteArray());
        }
        assertThat(place.within("report", "PO-1", receipt.toString()).exit()).isZero();
    }

    @BeforeEach
    void unpack() throws IOException {
        evidence = unpack(archive, folder);
    }

    private static Path unpack(Path archive, Path to) throws IOException {
        Commands.Result tar = Commands.run(to, "tar", "-xzf", archive.toString());
        assertThat(tar.exit()).as(tar.output()).isZero();
        return to.resolve("PO-1-evidence");
    }

    private Commands.Result verify(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh", "VERIFY.txt", keys.resolve("bundle-signer.crt.pem").toString()));
        command.addAll(List.of(more));
        return Commands.run(evidence, command);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(evidence)) {
            return all.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    @Test
    void itsOwnScriptFindsItWhole() throws IOException {
        Commands.Result verified = verify();

        assertThat(verified.exit()).as(verified.output()).isZero();
        assertThat(verified.output())
                .contains("deliveries: 2, receipts: 1, signed and in the log")
                .contains("manifest: 7 DACs, all in the log")
                .contains("sample: 3 of 7, drawn with seed tuesday")
                .endsWith("good: the evidence of order PO-1 is whole\n");
        assertThat(files().stream().map(file -> evidence.relativize(file).toString()))
                .contains("evidence.json", "manifest.csv", "manifest.csv-metadata.json", "profile.txt", "rejects.csv")
                .contains("report.html", "report.json", "sbom.cdx.json", "submissions.csv", "certificates/pai.pem")
                .contains("deliveries/0002/bundle.json", "receipts/0001.p7s", "log/entries.jsonl", "sample/sample.csv")
                .noneMatch(name -> name.endsWith(".p7m"));
        assertThat(Files.readString(evidence.resolve("submissions.csv"))).contains("'=c.csr");
        assertThat(Files.readString(evidence.resolve("evidence.json")))
                .contains("\"product product-name\" : \"Demo Light 1\"", "\"close_reason\" : \"trial\"");
        String entries = Files.readString(evidence.resolve("log/entries.jsonl"));
        assertThat(entries)
                .contains("\"kind\":\"order-closed\"", "\"kind\":\"rejected\"")
                .doesNotContain("PO-2");
    }

    @Test
    void aChangedByteAnywhereIsFound() throws IOException {
        for (Path file : files()) {
            byte[] before = Files.readAllBytes(file);
            for (int at : positions(before.length)) {
                byte[] changed = before.clone();
                changed[at] ^= 1;
                Files.write(file, changed);
                // what the script's own text tells of it is for whoever has not run it yet: it is on the list it checks
                Commands.Result verified = file.endsWith("VERIFY.txt") ? original() : verify();
                assertThat(verified.exit())
                        .as("%s, byte %d: %s", file, at, verified.output())
                        .isEqualTo(1);
            }
            Files.write(file, before);
        }
    }

    /** The middle; with {@code -Dmintmark.mutations=} so many, all over the file. */
    private static int[] positions(int length) {
        int many = Math.min(length, Integer.getInteger("mintmark.mutations", 1));
        return IntStream.range(0, many)
                .map(i -> (int) ((2L * i + 1) * length / (2L * many)))
                .toArray();
    }

    /** The script as the program has it, when the one in the archive was changed. */
    private Commands.Result original() throws IOException {
        Path script = folder.resolve("verify.sh");
        if (Files.notExists(script)) {
            Path whole = unpack(archive, Files.createDirectory(folder.resolve("whole")));
            Files.copy(whole.resolve("VERIFY.txt"), script);
        }
        return Commands.run(
                evidence,
                "sh",
                script.toString(),
                keys.resolve("bundle-signer.crt.pem").toString());
    }

    @Test
    void aFileMoreOrLessIsFound() throws IOException {
        Files.writeString(evidence.resolve("log/more"), "");
        assertThat(verify().output()).contains("REFUSED: there are files that are not on the list");
        Files.delete(evidence.resolve("log/more"));
        Files.delete(evidence.resolve("rejects.csv"));
        assertThat(verify().output()).contains("REFUSED: not all files are as they were signed");
    }

    /** The maker himself, who can sign anything, still cannot leave out or change what the log says. */
    @Test
    void whatTheMakerSignsAnewTheLogContradicts() throws Exception {
        resigned("manifest.csv", text -> text.replace("PO-1,SO 4711/10,0001,0001,2,", "PO-1,SO 4711/10,0001,0001,9,"));
        assertThat(verify().output()).contains("REFUSED: the manifest has a DAC that the log does not have");
        resigned("log/entries.jsonl", text -> text.replaceFirst("(?m)^\\{\"kind\":\"rejected\".*\\n", ""));
        assertThat(verify().output()).contains("REFUSED: entries are missing");
        resigned("log/entries.jsonl", text -> text.replace("\"reason\":\"trial\"", "\"reason\":\"error\""));
        assertThat(verify().output()).contains("REFUSED: the log of ");
        resigned("log/nodes.txt", text -> text.replaceFirst("[0-9a-f]{4}\\n$", "xxxx\n"));
        assertThat(verify().output()).contains("REFUSED: the log does not lead from these entries to its heads");
        resigned("log/nodes.txt", text -> text.replaceFirst("^.*\\n", ""));
        assertThat(verify().output()).contains("REFUSED: the log does not lead from these entries to its heads");
        resigned("sample/draw.txt", text -> text.replace("tuesday", "monday"));
        assertThat(verify().output()).contains("REFUSED: the sample is another");
    }

    private interface Change {
        String of(String text);
    }

    /** Unpacks anew, changes one file, and signs the list again with the maker's own key. */
    private void resigned(String name, Change change) throws Exception {
        evidence = unpack(archive, folder);
        Path file = evidence.resolve(name);
        String before = Files.readString(file);
        String after = change.of(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
        Path list = evidence.resolve("SHA256SUMS");
        String hash = Bytes.sha256Of(Files.readAllBytes(file)).hex();
        Files.writeString(
                list, Files.readString(list).replaceFirst("(?m)^[0-9a-f]{64}(  \\Q" + name + "\\E)$", hash + "$1"));
        DetachedSigner maker = new DetachedSigner(
                CertificateFile.x509(keys.resolve("bundle-signer.crt.pem")),
                KeyFile.read(keys.resolve("bundle-signer.key.pem")),
                new SecureRandom());
        try (InputStream content = Files.newInputStream(list)) {
            Files.write(
                    evidence.resolve("SHA256SUMS.p7s"),
                    maker.sign(content, Instant.now()).toByteArray());
        }
    }

    @Test
    void aCheckpointThatTheFactoryHoldsIsOneOfItsHeads() throws IOException {
        Path held = folder.resolve("checkpoint");
        Files.copy(place.folder("PO-1").delivery(1).resolve("log/checkpoint"), held);
        assertThat(verify(held.toString()).exit()).isZero();
        Files.copy(
                place.folder("PO-2").delivery(1).resolve("log/checkpoint"), held, StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify(held.toString()).output()).contains("REFUSED: " + held + " is of another log, or of none of");
    }

    @Test
    void anotherSignerIsRefused() throws IOException {
        Commands.Result verified = Commands.run(
                evidence, "sh", "VERIFY.txt", keys.resolve("factory.crt.pem").toString());
        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.output()).contains("REFUSED: SHA256SUMS is not signed by SIGNER.pem");
    }

    /** But for the balance, which says when it was drawn up. */
    private static List<String> listed(Path evidence) throws IOException {
        return Files.readAllLines(evidence.resolve("SHA256SUMS")).stream()
                .filter(line -> !line.endsWith("balance.json"))
                .toList();
    }

    @Test
    void theSameOrderGivesTheSameFilesAndTheSameSample() throws IOException {
        Path again = folder.resolve("again.tar.gz");
        assertThat(place.within("evidence", "PO-1", "--sample", "3", "--seed", "tuesday", "--out", again.toString())
                        .exit())
                .isZero();
        Path second = unpack(again, Files.createDirectory(folder.resolve("b")));
        assertThat(listed(second)).hasSizeGreaterThan(30).isEqualTo(listed(evidence));
        assertThat(place.within("evidence", "PO-9", "--out", again.toString()).exit())
                .isEqualTo(2);
        assertThat(place.within("evidence", "PO-1", "--seed", "x").exit()).isEqualTo(2);
        assertThat(place.within("evidence", "PO-1", "--sample", "0").exit()).isEqualTo(2);
        assertThat(place.within("evidence", "PO-1", "--sample", "2", "--seed", "a b")
                        .exit())
                .isEqualTo(2);
    }
}
