package dev.mintmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.input.Value.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    private static final List<Key> COLUMNS =
            List.of(Key.required("order", "A-1"), Key.required("quantity", "1"), Key.optional("due", "2026-12-01"));

    @TempDir
    private Path folder;

    private final Faults faults = new Faults();

    private List<Mapping> read(String text) throws IOException {
        return CsvFile.read(Files.writeString(folder.resolve("orders.csv"), text), COLUMNS, faults);
    }

    private List<String> told() {
        return faults.list().stream()
                .map(f -> f.where().replace(folder + "/", "") + " | " + f.what() + " | " + f.hint())
                .toList();
    }

    @Test
    void rowsAreCountedAsSpreadsheetsDo() throws IOException {
        List<Mapping> rows = read("\uFEFFOrder, quantity ,due\r\nA-1,1,\r\n\r\n,,\r\n\"A\n2\",2,2026-12-01\r\n");

        assertThat(faults.isEmpty()).isTrue();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).entries()).containsOnlyKeys("order", "quantity");
        assertThat(rows.get(1).entries().get("due").where())
                .isEqualTo(folder.resolve("orders.csv") + ":row 5, column due");
    }

    @Test
    void anUnknownColumnIsAFaultAndDoesNotHideTheRest() throws IOException {
        assertThat(read("order,quantity,deu\nA-1,1,x\n")).singleElement().satisfies(row -> assertThat(row.entries())
                .containsOnlyKeys("order", "quantity"));
        assertThat(told())
                .containsExactly("orders.csv:row 1, column deu | unknown column \"deu\" | did you mean \"due\"?");
    }

    @Test
    void aHeaderThatCannotBeUsedIsToldOnce() throws IOException {
        assertThat(read("order,order\nA-1,1\nA-2,2\n")).isEmpty();
        assertThat(read("order;quantity;due\nA-1;1;\n")).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(told())
                .containsExactly(
                        "orders.csv:row 1, column order | column stands twice | keep one of them",
                        "orders.csv:row 1 | column \"quantity\" is missing | row 1 names the columns",
                        "orders.csv:row 1 | columns are separated by semicolons | save it with commas",
                        "orders.csv | has no header | row 1 names the columns");
    }

    @Test
    void moreCellsThanTheHeaderAreAFaultAndFewerAreEmptyCells() throws IOException {
        assertThat(read("order,quantity,due\nA-1,1\nA-2,1,,,\nA-3,1,,stray\n")).hasSize(3);
        assertThat(told())
                .containsExactly(
                        "orders.csv:row 4 | has more cells than the header | put a value that contains commas in quotes");
    }

    @Test
    void anOpenQuoteIsAFault() throws IOException {
        assertThat(read("order,quantity\n\"A-1,1\n")).isEmpty();
        assertThat(told()).singleElement().asString().contains("not CSV").contains("is a quote left open?");
    }
}
