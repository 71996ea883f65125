package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../020000000001.pem", "a/../../020000000001.pem", "/etc/020000000001.pem", "C:020000000001.pem",
                "c:/x/020000000001.pem", "a//020000000001.pem", "a/./020000000001.pem", "0200\u0000.pem",
                "line\nbreak/020000000001.pem", "020000000001\u202Emep.pem", "\u001B[2J020000000001.pem", ".."
            })
    void namesThatAreNoPlainRelativeNamesAreRefused(String name) {
        Map<String, byte[]> files = Map.of(name, Requests.DER);

        Requests.Read zip = Requests.read(Requests.write(folder.resolve("a.zip"), Archives.zip(files)));

        assertThat(zip.outcome()).isInstanceOf(SubmissionOutcome.Whole.class);
        assertThat(zip.codes()).containsExactly(RejectCode.BAD_ENTRY_NAME);
        assertThat(zip.entries().toString().chars()).allMatch(c -> c >= ' ' && c < 0x2000);
        if (name.indexOf('\0') < 0) {
            Requests.Read tar = Requests.read(Requests.write(folder.resolve("a.tar"), Archives.tar(files)));
            assertThat(tar.codes()).containsExactly(RejectCode.BAD_ENTRY_NAME);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CON.pem, BAD_MODULE_ID",
        "com1.der, BAD_MODULE_ID",
        "-x.pem, BAD_MODULE_ID",
        "a b.pem, BAD_MODULE_ID",
        "a.b.pem, BAD_MODULE_ID",
        "=1+1.pem, BAD_MODULE_ID",
        "README.txt, NOT_A_REQUEST_FILE",
        "inner.zip, NOT_A_REQUEST_FILE",
        "020000000001, NOT_A_REQUEST_FILE",
    })
    void namesThatAreNoModulesAreRefused(String name, RejectCode code) {
        Path file = Requests.write(folder.resolve("a.zip"), Archives.zip(Map.of(name, Requests.DER)));

        assertThat(Requests.read(file).codes()).containsExactly(code);
    }

    @Test
    void namesAsTarAndWindowsWriteThemAreFine() {
        Path tar = Requests.write(folder.resolve("a.tar"), Archives.tar(Map.of("./d/a.pem", Requests.DER)));
        Path zip = Requests.write(folder.resolve("a.zip"), Archives.zip(Map.of("d\\a.pem", Requests.DER)));

        assertThat(Requests.read(tar).requests()).hasSize(1);
        assertThat(Requests.read(zip).requests()).hasSize(1);
    }
}
