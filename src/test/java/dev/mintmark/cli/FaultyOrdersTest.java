package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A night of several orders, of which some are wrong: they are told, and the others are made. */
final class FaultyOrdersTest {
    private static final String HEADER = "order,product,quantity,submission,issuer,factory\n";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void modules() throws IOException {
        home = folder.resolve("home");
        product("product.yaml", "FFF1");
        Path one = write("one.csv", HEADER + row("PO-0", "product.yaml", "1"));
        Spoken made = Spoken.by("simulate", folder.resolve("modules") + "", "--order", one + "", "--seed", "1");
        assertThat(made.exit()).as(made.err()).isZero();
    }

    private void product(String name, String vendor) throws IOException {
        write(
                name,
                """
                vendor-id: %s
                product-id: 8001
                vendor-name: Demo
                product-name: Light
                certification-declaration: test
                iteration-count: 1000
                """
                        .formatted(vendor));
    }

    private Path write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), text);
    }

    private static String row(String id, String product, String quantity) {
        return "%s,%s,%s,modules/submission.zip,test,test\n".formatted(id, product, quantity);
    }

    private Spoken run(Object... more) {
        List<String> line = new ArrayList<>(List.of("run", "--quiet", "--home", home.toString()));
        Arrays.stream(more).map(Object::toString).forEach(line::add);
        return Spoken.by(line.toArray(String[]::new));
    }

    @Test
    void aFaultyRowDoesNotStopTheOthers() throws IOException {
        product("bad.yaml", "0000");
        Path csv = write(
                "orders.csv",
                HEADER
                        + row("PO-1", "product.yaml", "0")
                        + row("PO-2", "product.yaml", "1")
                        + row("PO-3", "bad.yaml", "1")
                        + row("PO-4", "bad.yaml", "many"));

        Spoken said = run(csv);

        assertThat(said.exit()).as(said.err()).isEqualTo(2);
        assertThat(said.err().lines().filter(line -> line.startsWith("mintmark: ")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("mintmark: " + csv + ":row 2, column quantity: quantity \"0\""))
                .anyMatch(line -> line.startsWith("mintmark: " + folder.resolve("bad.yaml") + ":1: "))
                .anyMatch(line -> line.startsWith("mintmark: " + csv + ":row 5, column quantity: quantity \"many\""));
        assertThat(said.out())
                .startsWith("PO-2: finished, 1 of 1 modules accepted, 1 issued, 1 delivered in 1 delivery\n")
                .endsWith(
                        """
                        PO-1: not run, 1 fault, told above
                        PO-3: not run, 1 fault, told above
                        PO-4: not run, 2 faults, told above
                        """);
        assertThat(home.resolve("PO-2/deliveries/0001/SHA256SUMS")).exists();
        assertThat(home.resolve("PO-1")).doesNotExist();

        // what an order started on is its own matter too
        write("product.yaml", Files.readString(folder.resolve("product.yaml")).replace("Light", "Lamp"));
        Path next = write("next.csv", HEADER + row("PO-2", "product.yaml", "1") + waiting("PO-5"));

        Spoken changed = run(next);

        assertThat(changed.exit()).as(changed.err()).isEqualTo(2);
        assertThat(changed.err()).contains("order PO-2 has started and its product product-name changed");
        assertThat(changed.out()).startsWith("PO-5: waiting").endsWith("PO-2: not run, 1 fault, told above\n");
    }

    private static String waiting(String id) {
        return row(id, "product.yaml", "1").replace("modules/", "none/");
    }

    @Test
    void ofAFolderEachFileIsAnOrderAndProgramsReadWhyOneWasNotRun() throws IOException {
        Path broken = write("week/a.yaml", "order: [\n");
        write("week/b.csv", HEADER + waiting("PO-2").replace("product.yaml", "../product.yaml"));

        Spoken said = run(folder.resolve("week"), "--json");

        assertThat(said.exit()).as(said.err()).isEqualTo(2);
        assertThat(said.err()).contains("a.yaml:2: not YAML");
        JsonNode root = JsonMapper.builder().build().readTree(said.out());
        assertThat(root.path("orders").valueStream().map(order -> order.path("order")
                        .asString("")))
                .containsExactly("PO-2");
        assertThat(root.path("not_run"))
                .hasToString(
                        "[{\"order\":\"%s\",\"faults\":[{\"where\":\"%s:2\",\"what\":\"not YAML: expected the node"
                                        .formatted(broken, broken)
                                + " content, but found '<stream end>'\",\"hint\":\"is a quote or bracket before it left open?\"}]}]");
    }

    @Test
    void withoutAGoodOrderNothingIsBegun() throws IOException {
        Path single = write("single.csv", HEADER + row("PO-1", "product.yaml", "0"));
        Path all = write("all.csv", HEADER + row("PO-1", "none", "1") + row("PO-2", "product.yaml", "0"));

        for (Path path : List.of(single, all)) {
            Spoken said = run(path);
            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(home).doesNotExist();
        }
    }

    @Test
    void aTableOrACommandLineThatIsWrongAsAWholeStopsAll() throws IOException {
        Path good = write("good.csv", HEADER + waiting("PO-1"));
        Path wrong = write("no-product.csv", "order,quantity,submission,issuer,factory\nPO-2,1,x,test,test\n");

        for (Path path : List.of(wrong, folder.resolve("none.yaml"))) {
            Spoken said = run(good, path);
            assertThat(said.exit()).as(said.err()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).contains(path.toString());
            assertThat(home).doesNotExist();
        }
    }
}
