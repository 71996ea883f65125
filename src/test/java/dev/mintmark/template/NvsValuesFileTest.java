package dev.mintmark.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.input.Faults;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.Products;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvsValuesFileTest {
    private static final ModuleId A = new ModuleId("020000000001");
    private static final ModuleId B = new ModuleId("020000000002");

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private MakerKeys keys;

    @BeforeEach
    void template() throws IOException {
        Path product = Files.writeString(
                folder.resolve("product.yaml"),
                """
                vendor-id: FFF1
                product-id: 8001
                vendor-name: V
                product-name: P
                certification-declaration: test
                iteration-count: 1000
                rotating-id: per-module
                manufacturing-date: per-module
                """);
        Path template = Files.writeString(
                folder.resolve("nvs.csv"),
                "app,namespace,,\ntoken,data,string,\nnumber,data,i32,\nline,data,u8,REPEAT\ncert,file,binary,\n");
        keys = new MakerKeys(
                Products.read(product), NvsTemplateFile.read(template, faults).orElseThrow());
        Files.write(folder.resolve("a.der"), new byte[] {1, 2});
        assertThat(faults.list()).isEmpty();
    }

    private Map<ModuleId, ModuleValues> read(String csv, ModuleId... ordered) throws IOException {
        return NvsValuesFile.read(
                Files.writeString(folder.resolve("values.csv"), csv), keys, new HashSet<>(List.of(ordered)), faults);
    }

    private static final String HEADER = "mac,rd-id-uid,mfg-date,token,number,line,cert\n";
    private static final String UID = "d2f351f57bb9387445a5f92a601d1c14";
    private static final String ROW_A = "02:00:00:00:00:01," + UID + ",2026-11-28,\"x, y\",-5,7,a.der\n";

    @Test
    void eachModuleHasItsRowInWhateverOrderOfColumns() throws IOException {
        Map<ModuleId, ModuleValues> values = read("\uFEFF" + HEADER + ROW_A + "\n"
                + "020000000002,000102030405060708090a0b0c0d0e0f,20261128,\"\",0,,a.der\n");

        assertThat(faults.list()).isEmpty();
        assertThat(values.keySet()).containsExactly(A, B);
        ModuleValues a = values.get(A);
        assertThat(keys.rotatingId(a)).contains(Bytes.fromHex(UID));
        assertThat(keys.manufacturingDate(a)).contains(new ManufacturingDate("2026-11-28"));
        assertThat(keys.own(a)).singleElement().satisfies(app -> assertThat(app.entries())
                .extracting(entry -> entry.key() + " " + entry.value().describe())
                .containsExactly("token string of 4 characters", "number i32 -5", "line u8 7", "cert blob of 2 bytes"));
        assertThat(values.get(B).values())
                .as("an empty text in quotes, and the first row's line")
                .contains(new NvsValue.Text(""), a.values().get(4));
        assertThat(values.get(B).values().get(4)).isEqualTo(a.values().get(4));
    }

    @Test
    void whatTheLedgerKeepsIsReadBack() throws IOException {
        ModuleValues values = read(HEADER + ROW_A).get(A);

        assertThat(keys.read(values.toBytes())).isEqualTo(values);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    an empty cell, never "None" | 1 | x,,7,a.der       | row 2, column number: has no value
                    an empty text, not quoted   | 1 | ,1,7,a.der       | row 2, column token: has no value
                    a cell of blanks            | 1 | "  ",1,7,a.der   | row 2, column token: has no value
                    a number out of range       | 1 | x,2147483648,7,a.der | row 2, column number: is out of the range of i32
                    a file that is not there    | 1 | x,1,7,b.der      | row 2, column cert: the file "b.der" cannot be read
                    a cell too many             | 1 | x,1,7,a.der,y    | row 2: has 8 cells, and row 1 7
                    a cell too few              | 1 | x,1,7            | row 2: has 6 cells, and row 1 7
                    a module that is none       | x! | x,1,7,a.der     | row 2, column mac: module id
                    a module nobody ordered     | 3 | x,1,7,a.der      | row 2, column mac: module 020000000003 is not one that the order lists
                    """)
    void aRowThatIsNotWholeIsRefusedWithRowAndColumn(String name, String module, String cells, String fault)
            throws IOException {
        String id = module.equals("x!") ? module : "02000000000" + module;

        assertThat(read(HEADER + id + "," + UID + ",20261128," + cells + "\n", A))
                .isEmpty();

        assertThat(faults.list()).anyMatch(one -> one.text().contains("values.csv:" + fault));
    }

    @Test
    void aSecondRowAModuleWithoutRowAndValuesOfMattersOwnKeysAreRefused() throws IOException {
        read(HEADER + ROW_A + ROW_A + "020000000003,00,20260230,t,1,8,a.der\n", A, B, new ModuleId("020000000003"));

        assertThat(faults.list())
                .extracting(one -> one.where().replace(folder + "/", "") + " " + one.what())
                .containsExactly(
                        "values.csv:row 3, column mac module 020000000001 has a row already, row 2",
                        "values.csv:row 4, column rd-id-uid is not 16 bytes",
                        "values.csv:row 4, column mfg-date manufacturing date \"20260230\" is not YYYYMMDD or YYYY-MM-DD with up to 8 ASCII characters after it, or no day of the calendar",
                        "values.csv:row 4, column line is not the first row's value, which the template repeats",
                        "values.csv module 020000000002 of the order's list has no row");
    }

    @Test
    void columnsThatAreMissingUnknownOrDoubleAreRefused() throws IOException {
        read("module_id,mac,token,token,numbr,line,cert,rd-id-uid,mfg-date\n");

        assertThat(faults.list())
                .extracting(one -> one.what())
                .contains(
                        "unknown column \"numbr\"",
                        "column \"number\" is missing",
                        "column stands twice, or both module_id and mac do");
    }

    @Test
    void onlySoManyFaultsAreTold() throws IOException {
        read(HEADER + ("x!," + UID + ",20261128,secret,secret,1,a.der\n").repeat(60));

        assertThat(faults.list()).hasSize(21).noneMatch(one -> one.text().contains("secret"));
        assertThat(Set.copyOf(faults.list())).hasSize(21);
    }
}
