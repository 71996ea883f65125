package dev.mintmark.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsWriter;
import dev.mintmark.input.Fault;
import dev.mintmark.input.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NvsTemplateFileTest {
    @TempDir
    Path folder;

    private final Faults faults = new Faults();

    private Optional<NvsTemplate> read(String csv) throws IOException {
        return NvsTemplateFile.read(Files.writeString(folder.resolve("nvs.csv"), csv), faults);
    }

    private List<String> told() {
        return faults.list().stream()
                .map(Fault::text)
                .map(text -> text.replace(folder + "/", "").lines().findFirst().orElseThrow())
                .toList();
    }

    @Test
    void everyTypeIsReadAndWhatHasNoValueIsBroughtAlong() throws IOException {
        Files.write(folder.resolve("logo.bin"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("key.hex"), "00ff\n");

        NvsTemplate template =
                read("""
                        key,type,encoding,value
                        app,namespace,,
                        a,data,u8,255
                        b,data,i8,-128
                        c,data,u16,65535
                        d,data,i16,-32768
                        e,data,u32,4294967295
                        f,data,i32,-2147483648
                        g,data,u64,18446744073709551615
                        h,data,i64,-9223372036854775808
                        i,data,string,"two, words"
                        empty,data,string,""
                        j,data,hex2bin,C107
                        k,data,base64,AAEC
                        l,file,binary,logo.bin
                        m,file,hex2bin,key.hex
                        token,data,string,
                        line,data,u8,REPEAT
                        net,namespace,,
                        token,data,hex2bin,
                        """)
                        .orElseThrow();

        assertThat(template.rows())
                .filteredOn(row -> row.fixed().isPresent())
                .extracting(row -> row.key() + " " + row.fixed().get().describe())
                .containsExactly(
                        "a u8 255",
                        "b i8 -128",
                        "c u16 65535",
                        "d i16 -32768",
                        "e u32 4294967295",
                        "f i32 -2147483648",
                        "g u64 18446744073709551615",
                        "h i64 -9223372036854775808",
                        "i string of 10 characters",
                        "empty string of 0 characters",
                        "j blob of 2 bytes",
                        "k blob of 3 bytes",
                        "l blob of 3 bytes",
                        "m blob of 2 bytes");
        assertThat(template.columns())
                .extracting(column -> column.title() + (column.repeat() ? " repeated" : ""))
                .containsExactly("app:token", "line repeated", "net:token");
    }

    /** Tables of values that esp-idf-nvs-partition-gen 0.2.0 made images of. */
    @ParameterizedTest
    @CsvSource({"g02_prims, 0x3000", "g04_blobs, 0x3000", "g09_blob_split, 0x6000", "g12_full_page, 0x3000"})
    void theGeneratorsTableMakesTheGeneratorsImage(String name, String size) throws IOException {
        String csv = Vectors.text("nvs/" + name + ".csv").replaceAll("(?m),(string|hex2bin),$", ",$1,\"\"");

        NvsTemplate template = read(csv.replace("chip-factory", "app")).orElseThrow();

        byte[] image = image(template.filled(List.of()), Integer.decode(size));
        byte[] expected = Vectors.bytes("nvs/" + name + ".v2.bin");
        List<NvsEntry> entries = NvsReader.read(expected).namespaces().get(0).entries();
        assertThat(NvsReader.read(image).namespaces()).containsExactly(new NvsNamespace("app", entries));
        assertThat(image(
                        List.of(new NvsNamespace(
                                "chip-factory",
                                template.filled(List.of()).get(0).entries())),
                        Integer.decode(size)))
                .isEqualTo(expected);
    }

    private static byte[] image(List<NvsNamespace> namespaces, int size) {
        NvsWriter writer = new NvsWriter(size);
        namespaces.forEach(namespace -> {
            writer.namespace(namespace.name());
            namespace.entries().forEach(writer::entry);
        });
        return writer.toImage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra_config.csv", "extra_nvs_key_config.csv"})
    void thePeersConfigIsReadAsItIs(String name) {
        Optional<NvsTemplate> template = NvsTemplateFile.read(Vectors.path("mfg-tool/inputs/" + name), faults);

        assertThat(faults.list()).isEmpty();
        assertThat(template.orElseThrow().columns())
                .extracting(ValueColumn::title)
                .startsWith("firmware_key", "serial_no", "device_no");
    }

    @Test
    void aByteOrderMarkAndBlankLinesAreNothing() throws IOException {
        byte[] csv = "\uFEFFkey,type,encoding,value\r\n\r\napp,namespace,,\r\n,,,\r\na,data,u8,1\r\n"
                .getBytes(StandardCharsets.UTF_8);

        Optional<NvsTemplate> template = NvsTemplateFile.read(Files.write(folder.resolve("nvs.csv"), csv), faults);

        assertThat(template.orElseThrow().rows()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a key of 16 characters         | app,namespace,,/a234567890123456,data,u8,1       | row 2, column key: "a234567890123456" is not 1 to 15 printable ASCII
                    a key that is not ASCII        | app,namespace,,/größe,data,u8,1                  | row 2, column key: "größe" is not 1 to 15 printable ASCII
                    a key twice                    | app,namespace,,/a,data,u8,1/a,data,u16,2         | row 3, column key: "a" stands twice in namespace "app"
                    a key before any namespace     | a,data,u8,1                                      | row 1, column key: "a" stands before any namespace
                    a namespace opened again       | app,namespace,,/a,data,u8,1/b,namespace,,/app,namespace,,/c,data,u8,1 | row 4, column key: namespace "app" is opened a second time
                    a u8 of 256                    | app,namespace,,/a,data,u8,256                    | row 2, column value: is out of the range of u8, 0 to 255
                    a u8 of 300                    | app,namespace,,/a,data,u8,300                    | row 2, column value: is out of the range of u8
                    an i8 of -129                  | app,namespace,,/a,data,i8,-129                   | row 2, column value: is out of the range of i8, -128 to 127
                    a u64 of 2^64                  | app,namespace,,/a,data,u64,18446744073709551616  | row 2, column value: is out of the range of u64
                    a number in hex                | app,namespace,,/a,data,u8,0x10                   | row 2, column value: is no u8: decimal digits
                    a number in words              | app,namespace,,/a,data,u8,None                   | row 2, column value: is no u8
                    half a byte of hex             | app,namespace,,/a,data,hex2bin,abc               | row 2, column value: is no hex
                    no base64                      | app,namespace,,/a,data,base64,A                  | row 2, column value: is no base64
                    binary that is no file         | app,namespace,,/a,data,binary,x                  | row 2, column encoding: "binary" is no encoding of data
                    a number from a file           | app,namespace,,/a,file,u8,x                      | row 2, column encoding: "u8" is no encoding of file
                    a float                        | app,namespace,,/a,data,float,1.0                 | row 2, column encoding: "float" is no encoding of data
                    a file that is not there       | app,namespace,,/a,file,binary,none.bin           | row 2, column value: the file "none.bin" cannot be read
                    another type                   | app,namespace,,/a,date,u8,1                      | row 2, column type: "date" is not namespace, data or file
                    the discriminator              | chip-factory,namespace,,/discriminator,data,u32,99 | row 2, column key: "discriminator" is written by mintmark, and would be contradicted
                    the serial number              | chip-factory,namespace,,/serial-num,data,string,X | row 2, column key: "serial-num" is written by mintmark
                    a locale                       | chip-factory,namespace,,/locale/0,data,string,en  | row 2, column key: "locale/0" is written by mintmark
                    the private key                | chip-factory,namespace,,/dac-key,data,hex2bin,00  | row 2, column key: "dac-key" is written by mintmark
                    the passcode                   | chip-factory,namespace,,/pin-code,data,u32,20202021 | row 2, column key: "pin-code" holds what does not belong
                    Wi-Fi credentials              | nvs.net80211,namespace,,/sta.ssid,data,string,x   | row 2, column key: "sta.ssid" is one of the Wi-Fi driver's
                    those of an access point       | app,namespace,,/ap.passwd,data,string,x           | row 2, column key: "ap.passwd" is one of the Wi-Fi driver's
                    too many cells                 | app,namespace,,/a,data,string,x,y                 | row 2, column key: the row has 5 cells
                    an open quote                  | app,namespace,,/a,data,string,"x                  | nvs.csv: not CSV
                    a namespace without key        | app,namespace,,/a,data,u8,1/net,namespace,,       | nvs.csv: namespace "net" has no key
                    no key at all                  | app,namespace,,                                   | nvs.csv: has no key
                    """)
    void whatThePeersGeneratorTakesOrDiesOfIsRefusedWithRowAndColumn(String name, String rows, String fault)
            throws IOException {
        assertThat(read(rows.replace('/', '\n').replace("locale\n0", "locale/0")))
                .isEmpty();

        assertThat(told()).anyMatch(text -> text.contains(fault));
    }

    @Test
    void aStringTooLongForAPageIsRefusedAndOneThatJustFitsIsNot() throws IOException {
        assertThat(read("app,namespace,,\na,data,string," + "x".repeat(3967) + "\n"))
                .isPresent();
        assertThat(read("app,namespace,,\na,data,string," + "x".repeat(3968) + "\n"))
                .isEmpty();
        assertThat(told())
                .containsExactly("nvs.csv:row 2, column value: has 3968 bytes in UTF-8, and a string at most 3967");
    }

    @Test
    void allFaultsAreToldAtOnceAndNoneTellsAValue() throws IOException {
        read("app,namespace,,\na,data,u8,secret-1\nb,data,hex2bin,secret-2\nc,data,base64,secret-3!\n");

        assertThat(told()).hasSize(3).noneMatch(text -> text.contains("secret"));
    }
}
