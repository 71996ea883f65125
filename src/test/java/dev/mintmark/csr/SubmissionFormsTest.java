package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubmissionFormsTest {
    private static final Map<String, byte[]> FILES = Requests.files(70);

    @TempDir
    Path folder;

    record Form(String name, byte[] content) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        return Stream.of(
                new Form("deflated.zip", Archives.zip(FILES)),
                new Form("STORED.ZIP", Archives.storedZip(FILES)),
                new Form("zip64.zip", Archives.zip64(FILES)),
                new Form("plain.tar", Archives.tar(FILES)),
                new Form("a.tar.gz", Archives.gzip(Archives.tar(FILES))),
                new Form("a.tgz", Archives.gzip(Archives.tar(FILES))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyArchiveGivesTheSameRequestsInItsOrder(Form form) {
        Requests.Read read = Requests.read(Requests.write(folder.resolve(form.name()), form.content()));

        assertThat(read.outcome()).isEqualTo(new SubmissionOutcome.Whole(Bytes.sha256Of(form.content()), 70));
        assertThat(read.requests()).isEqualTo(expected(form.name() + "!"));
    }

    @Test
    void aFolderGivesThemInTheOrderOfTheirNamesWithASubfolderWhereItSorts() {
        Path submission = folder.resolve("shift1");
        FILES.forEach((name, content) -> Requests.write(submission.resolve(name), content));
        Requests.write(submission.resolve("0100/ff.der"), Requests.DER);
        Requests.write(submission.resolve("0100-a.der"), Requests.DER);
        Requests.write(submission.resolve(".hidden.pem"), Requests.DER);
        Requests.write(submission.resolve("late.pem.part"), Requests.DER);

        Requests.Read read = Requests.read(submission);

        assertThat(read.requests().stream().map(SubmittedRequest::source).limit(3))
                .containsExactly("shift1!0100-a.der", "shift1!0100/ff.der", "shift1!020000000000.pem");
        assertThat(read.requests()).hasSize(72).endsWith(expected("shift1!").toArray(SubmittedRequest[]::new));
    }

    @Test
    void aFoldersHashIsThatOfItsSortedNamesAndHashes() {
        Path submission = folder.resolve("s");
        Requests.write(submission.resolve("b.der"), new byte[] {2});
        Requests.write(submission.resolve("a/c.der"), new byte[] {1});
        String list =
                "a/c.der\0" + Bytes.sha256Of(new byte[] {1}) + "\nb.der\0" + Bytes.sha256Of(new byte[] {2}) + "\n";

        assertThat(Requests.read(submission).outcome())
                .isEqualTo(new SubmissionOutcome.Whole(Bytes.sha256Of(list.getBytes(StandardCharsets.UTF_8)), 2));
    }

    @Test
    void anIndexGivesThemByRow() {
        StringBuilder index = new StringBuilder("\uFEFFserial_number,csr,module_id\r\n");
        FILES.forEach((name, pem) -> index.append(",\"")
                .append(new String(pem, StandardCharsets.US_ASCII))
                .append("\",")
                .append(name, 0, 12)
                .append("\r\n"));
        Path file = Requests.write(folder.resolve("i.csv"), index.toString().getBytes(StandardCharsets.UTF_8));

        Requests.Read read = Requests.read(file);

        List<String> given =
                FILES.values().stream().map(SubmissionFormsTest::line).toList();
        assertThat(read.requests().stream()
                        .map(request -> line(request.content().toByteArray())))
                .isEqualTo(given);
        assertThat(read.requests().get(69).source()).isEqualTo("i.csv:row 71");
        assertThat(read.requests().get(69).module()).isEqualTo(new ModuleId(Requests.id(69)));
    }

    @Test
    void anIndexCarriesSerialNumberMacAndSupersededKey() {
        String key = "ab".repeat(32);
        String row = "Module-7,SN_1,02-00-00-00-00-07," + Base64.getEncoder().encodeToString(Requests.DER) + "," + key;
        Path file = Requests.write(
                folder.resolve("i.csv"),
                ("module_id,serial_number,mac,csr,supersedes\n" + row).getBytes(StandardCharsets.UTF_8));

        SubmittedRequest request = Requests.read(file).requests().get(0);

        assertThat(request.module().value()).isEqualTo("module-7");
        assertThat(request.serialNumber().orElseThrow().value()).isEqualTo("SN_1");
        assertThat(request.mac().orElseThrow().value()).isEqualTo("020000000007");
        assertThat(request.supersedes()).contains(Bytes.fromHex(key));
        assertThat(request.content()).isEqualTo(Bytes.of(Requests.DER));
    }

    @Test
    void oneRequestIsASubmissionToo() {
        Path file = Requests.write(folder.resolve("02-00-00-00-00-0A.DER"), Requests.DER);

        Requests.Read read = Requests.read(file);

        assertThat(read.outcome()).isEqualTo(new SubmissionOutcome.Whole(Bytes.sha256Of(Requests.DER), 1));
        assertThat(read.requests())
                .containsExactly(
                        SubmittedRequest.of("02-00-00-00-00-0A.DER", new ModuleId("02000000000a"), Requests.DER));
    }

    @Test
    void anEntryStoredWithItsLengthBehindItIsRead() {
        byte[] zip = Archives.storedZipWithDataDescriptor("dir/020000000001.der", Requests.DER);

        Requests.Read read = Requests.read(Requests.write(folder.resolve("go.zip"), zip));

        assertThat(read.requests())
                .containsExactly(
                        SubmittedRequest.of("go.zip!dir/020000000001.der", new ModuleId("020000000001"), Requests.DER));
    }

    @Test
    void foldersAndWhatMacsPutBesideFilesAreIgnored() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("dir/", new byte[0]);
        files.put("dir/a.der", Requests.DER);
        files.put("__MACOSX/dir/._a.der", new byte[] {0, 5, 22, 7});
        files.put("dir/.DS_Store", new byte[6148]);

        Requests.Read read = Requests.read(Requests.write(folder.resolve("mac.zip"), Archives.zip(files)));

        assertThat(read.entries()).hasSize(1);
        assertThat(read.requests().get(0).module().value()).isEqualTo("a");
    }

    @Test
    void whatIsInTheFolderOfAnOrderIsListedByNameWithoutUploadsUnderWay() throws IOException {
        for (String name : List.of("b.zip", "a.tar", "c.zip.part", "d.tmp", "e.FILEPART", ".f.zip", "0.pem")) {
            Requests.write(folder.resolve(name), new byte[0]);
        }
        Files.createDirectory(folder.resolve("aa"));

        assertThat(Submissions.list(folder).stream().map(Submission::name))
                .containsExactly("0.pem", "a.tar", "aa", "b.zip");
        assertThat(Submissions.list(folder.resolve("b.zip"))).hasSize(1);
        assertThat(Submissions.list(folder.resolve("not-yet"))).isEmpty();
    }

    @Test
    void surveyAndReadingAgree() {
        Path file = Requests.write(folder.resolve("a.zip"), Archives.zip(FILES));
        Submission submission = Submissions.list(file).get(0);

        assertThat(submission.survey()).isEqualTo(submission.read(entry -> {}));
    }

    @Test
    void whatTheSinkThrowsPassesThrough() {
        Path file = Requests.write(folder.resolve("a.zip"), Archives.zip(FILES));

        assertThatThrownBy(() -> Submissions.list(file).get(0).read(entry -> {
                    throw new IOException("the ledger is gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the ledger is gone");
    }

    private static String line(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII).strip();
    }

    private static List<SubmittedRequest> expected(String before) {
        return FILES.entrySet().stream()
                .map(file -> SubmittedRequest.of(
                        before + file.getKey(), new ModuleId(file.getKey().substring(0, 12)), file.getValue()))
                .toList();
    }
}
