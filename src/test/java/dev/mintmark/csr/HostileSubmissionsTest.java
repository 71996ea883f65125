package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileSubmissionsTest {
    private static final long MIB = 1L << 20;

    @TempDir
    Path folder;

    @Test
    void linksAndDevicesAreRefusedAndTheirTargetsLeftAlone() throws IOException {
        for (byte kind : new byte[] {
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            Path tar = Requests.write(folder.resolve("a.tar"), Archives.tarOf("a.pem", kind, "/etc/passwd"));
            assertThat(Requests.read(tar).codes()).as("kind %c", kind).containsExactly(RejectCode.ENTRY_NOT_A_FILE);
        }
        Path outside = Requests.write(folder.resolve("secret.pem"), Requests.DER);
        Path submission = Files.createDirectory(folder.resolve("s"));
        Files.createSymbolicLink(submission.resolve("a.pem"), outside);
        Files.createSymbolicLink(folder.resolve("link.pem"), outside);

        assertThat(Requests.read(submission).codes()).containsExactly(RejectCode.ENTRY_NOT_A_FILE);
        assertThat(code(folder.resolve("link.pem"))).isEqualTo(RejectCode.SUBMISSION_UNSUPPORTED);
    }

    @Test
    void aMiBOfZerosThatBecomesAGiBIsStoppedAtTheRatioWithFlatMemory() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        Path tgz = folder.resolve("bomb.tgz");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(tgz))) {
            out.putNextEntry(new ZipEntry("a.pem"));
            TarArchiveEntry header = new TarArchiveEntry("a.pem");
            header.setSize(1L << 30);
            byte[] block = new byte[512];
            header.writeEntryHeader(block);
            gzip.write(block);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1 << 10; i++) {
                out.write(zeros);
                if (i < 64) {
                    gzip.write(zeros);
                }
            }
        }
        assertThat(Files.size(zip)).isLessThan(2 * MIB);
        long before = used();

        assertThat(code(zip)).isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT);
        assertThat(code(tgz)).isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT);

        assertThat(used() - before).isLessThan(16 * MIB);
    }

    @Test
    void aLargeEntryAloneIsRefusedAndTheOthersTaken() {
        Map<String, byte[]> files = Requests.files(3);
        byte[] photo = new byte[200_000];
        new Random(1).nextBytes(photo);
        files.replace(Requests.id(1) + ".pem", photo);

        for (byte[] archive : new byte[][] {Archives.zip(files), Archives.storedZip(files)}) {
            Requests.Read read = Requests.read(Requests.write(folder.resolve("a.zip"), archive));
            assertThat(read.codes()).containsExactly(RejectCode.ENTRY_TOO_LARGE);
            assertThat(read.requests()).hasSize(2);
        }
        assertThat(Requests.read(Requests.write(folder.resolve("a.tar"), Archives.tar(files)))
                        .codes())
                .containsExactly(RejectCode.ENTRY_TOO_LARGE);
    }

    @Test
    void anEncryptedEntryOfUnknownLengthRefusesTheZip() {
        byte[] zip = Archives.storedZipWithDataDescriptor("a.der", Requests.DER);
        zip[6] |= 1;

        assertThat(code(Requests.write(folder.resolve("a.zip"), zip))).isEqualTo(RejectCode.SUBMISSION_UNSUPPORTED);
    }

    /** APPNOTE.TXT 4.4.5, Zstandard by both its numbers: for some of them the zip library wants another library. */
    @ParameterizedTest
    @ValueSource(ints = {9, 14, 18, 19, 20, 93, 94, 95, 96, 97, 98, 99})
    void anEntryInAnotherMethodIsRefusedAndTheOthersRead(int method) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 1; i <= 3; i++) {
            files.put(Requests.id(i) + ".der", Requests.DER);
        }
        byte[] zip = Archives.storedZip(files);
        zip[8] = (byte) method;

        Requests.Read read = Requests.read(Requests.write(folder.resolve("a.zip"), zip));

        assertThat(read.codes()).containsExactly(RejectCode.ENTRY_UNREADABLE);
        assertThat(read.requests()).hasSize(2);
    }

    @Test
    void anEntryStoredWithoutItsLengthCannotFillMemory() {
        byte[] content = new byte[4 << 20];
        new Random(2).nextBytes(content);
        Path zip = Requests.write(folder.resolve("a.zip"), Archives.storedZipWithDataDescriptor("a.der", content));

        assertThat(code(zip)).isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT);
    }

    @Test
    void twoHundredThousandEntriesAreStreamed() throws IOException {
        Path zip = folder.resolve("many.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            out.setLevel(0);
            for (int i = 0; i < 200_000; i++) {
                out.putNextEntry(new ZipEntry(Requests.id(i) + ".der"));
                out.write(Requests.DER);
            }
        }
        long before = used();
        long[] most = {0};
        long[] count = {0};
        SubmissionOutcome outcome = new Submission(zip, ReadLimits.STANDARD, List.of()).read(entry -> {
            if (++count[0] % 50_000 == 0) {
                most[0] = Math.max(most[0], used() - before);
            }
        });

        assertThat(((SubmissionOutcome.Whole) outcome).entries()).isEqualTo(200_000);
        assertThat(most[0]).isLessThan(8 * MIB);
    }

    @Test
    void countAndTotalAreLimited() {
        Path zip = Requests.write(folder.resolve("a.zip"), Archives.zip(Requests.files(11)));
        Path directory = folder.resolve("d");
        Requests.files(11).forEach((name, pem) -> Requests.write(directory.resolve(name), pem));
        ReadLimits few = new ReadLimits(16 << 10, 10, 1 << 20, 200, 1 << 20);
        ReadLimits small = new ReadLimits(16 << 10, 100, 2000, 200, 1 << 20);

        for (Path submission : new Path[] {zip, directory}) {
            for (ReadLimits limits : new ReadLimits[] {few, small}) {
                assertThat(Requests.read(submission, limits).outcome())
                        .isInstanceOfSatisfying(
                                SubmissionOutcome.Unreadable.class,
                                refused -> assertThat(refused.code()).isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_GNUTYPE_LONGNAME, TarConstants.LF_PAX_EXTENDED_HEADER_LC})
    void anEndlessTarHeaderIsStopped(byte kind) {
        TarArchiveEntry header = new TarArchiveEntry("name", kind);
        header.setSize(1 << 20);
        byte[] block = new byte[512];
        header.writeEntryHeader(block);
        byte[] content = "1048576 path=".concat("n".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII);

        assertThat(code(Requests.write(folder.resolve("a.tar"), join(block, content))))
                .isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT);
    }

    @Test
    void anEndlessRowIsStopped() {
        byte[] row = ("module_id,csr\na,\"" + "x".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII);

        assertThat(code(Requests.write(folder.resolve("a.csv"), row))).isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT);
    }

    @Test
    void foldersWithoutEndAreStopped() {
        Requests.write(folder.resolve("s/1/2/3/4/5/6/7/8/a.pem"), Requests.DER);

        assertThat(code(folder.resolve("s"))).isEqualTo(RejectCode.SUBMISSION_OVER_LIMIT);
    }

    @Test
    void dataBehindTheEndOfAnArchiveIsRefused() {
        byte[] zip = Archives.zip(Requests.files(2));
        byte[] tar = Archives.tar(Requests.files(2));

        assertThat(code(Requests.write(folder.resolve("a.zip"), join(zip, zip))))
                .isEqualTo(RejectCode.SUBMISSION_BROKEN);
        assertThat(code(Requests.write(folder.resolve("b.zip"), join(zip, new byte[1]))))
                .isEqualTo(RejectCode.SUBMISSION_BROKEN);
        assertThat(code(Requests.write(folder.resolve("a.tar"), join(tar, tar))))
                .isEqualTo(RejectCode.SUBMISSION_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "s.zip", "z.zip", "a.tar", "a.tgz"})
    void aCutArchiveIsNeverTakenForWhole(String name) {
        byte[] whole = archive(name);
        for (int length = 0; length < whole.length; length += 97) {
            Path file = Requests.write(folder.resolve(name), Arrays.copyOf(whole, length));
            boolean onlyPaddingLost = name.endsWith(".tar") && length >= lastContent(whole);
            if (!onlyPaddingLost) {
                assertThat(code(file)).as("%d bytes", length).isEqualTo(RejectCode.SUBMISSION_BROKEN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "s.zip", "z.zip", "a.tar", "a.tgz", "a.csv"})
    void damageNeverThrows(String name) {
        byte[] whole = archive(name);
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            SubmissionOutcome outcome =
                    Requests.read(Requests.write(folder.resolve(name), damaged)).outcome();
            if (outcome instanceof SubmissionOutcome.Unreadable unreadable) {
                assertThat(unreadable.code().scope()).isEqualTo(RejectCode.Scope.SUBMISSION);
                assertThat(unreadable.reason()).isNotBlank();
            }
        }
    }

    private static byte[] archive(String name) {
        Map<String, byte[]> files = Requests.files(12);
        return switch (name) {
            case "a.zip" -> Archives.zip(files);
            case "s.zip" -> Archives.storedZip(files);
            case "z.zip" -> Archives.zip64(files);
            case "a.tar" -> Archives.tar(files);
            case "a.tgz" -> Archives.gzip(Archives.tar(files));
            case "a.csv" ->
                ("module_id,mac,csr\n\"a\",," + "MIHa".repeat(70) + "\nb,,\"\"\n").getBytes(StandardCharsets.US_ASCII);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int lastContent(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        return (end + 511) / 512 * 512;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static RejectCode code(Path submission) {
        SubmissionOutcome outcome = new Submission(submission, ReadLimits.STANDARD, List.of()).survey();
        return outcome instanceof SubmissionOutcome.Unreadable unreadable ? unreadable.code() : null;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
