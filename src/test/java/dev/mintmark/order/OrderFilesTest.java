package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mintmark.input.FaultException;
import dev.mintmark.site.Site;
import dev.mintmark.site.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFilesTest {
    private static final String SITE =
            """
            issuers:
              acme: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [131B, FFF1]}
            factories:
              shenzhen-1: {recipients: [f.pem]}
            """;
    private static final String ORDER =
            """
            order: PO-1
            product: product.yaml
            quantity: 2
            submission: inbox
            issuer: test
            factory: test
            """;

    @TempDir
    private Path folder;

    private Site site;

    @BeforeEach
    void product() throws IOException {
        write("f.pem", "");
        write("product.yaml", OrderSchemaTest.product(""));
        site = SiteFile.read(write("site.yaml", SITE));
    }

    private Path write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> ids(Path... paths) {
        return OrderFiles.read(List.of(paths), site).all().stream()
                .map(order -> order.id().value())
                .toList();
    }

    private List<String> refused(Path... paths) {
        return catchThrowableOfType(FaultException.class, () -> OrderFiles.read(List.of(paths), site)
                        .all())
                .faults()
                .stream()
                .map(f -> (f.where() + " | " + f.what() + " | " + f.hint()).replace(folder + "/", ""))
                .toList();
    }

    @Test
    void everyFieldOfAnOrderIsRead() throws IOException {
        write("modules.txt", "# two of them\n24:6F:28:00:00:01\n\n246f28000002 \n");
        Path file = write(
                "order.yaml",
                ORDER
                        + """
                        spares: 3
                        reference: SO-4711/10
                        due: 2026-12-01T18:00:00+08:00
                        not-before: 2026-11-20
                        lot-size: 100
                        modules: modules.txt
                        kind: manufacture
                        """);

        ProductionOrder order = OrderFiles.read(List.of(file), site).all().get(0);

        assertThat(order.where()).isEqualTo(file + ":1");
        assertThat(order.spares()).isEqualTo(3);
        assertThat(order.submission()).contains(folder.resolve("inbox"));
        assertThat(order.reference()).isEqualTo("SO-4711/10");
        assertThat(order.due()).contains(Instant.parse("2026-12-01T10:00:00Z"));
        assertThat(order.notBefore()).contains(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(order.lotSize()).isEqualTo(100);
        assertThat(order.modules()).containsExactly(new ModuleId("246f28000001"), new ModuleId("246f28000002"));
        assertThat(order.product().file()).isEqualTo(folder.resolve("product.yaml"));
    }

    @Test
    void anOrderIsNotCutIntoMoreLotsThanFourDigitsCount() throws IOException {
        String large = ORDER.replace("quantity: 2", "quantity: 9999");
        assertThat(ids(write("order.yaml", large + "lot-size: 1\n"))).hasSize(1);

        Path file = write("order.yaml", large + "lot-size: 1\nspares: 1\n");

        assertThat(refused(file)).containsExactly("order.yaml:7 | lot-size 1 makes more than 9999 lots | at least 2");
    }

    @Test
    void aRealOrderNamesWhatTheSiteKnows() throws IOException {
        write(
                "real/product.yaml",
                OrderSchemaTest.product("certification-declaration: ../f.pem").replace("FFF1", "131B"));
        Path file = write(
                "order.yaml",
                ORDER.replace("product.yaml", "real")
                        .replace("issuer: test", "issuer: acme")
                        .replace("factory: test", "factory: shenzhen-1"));

        ProductionOrder order = OrderFiles.read(List.of(file), site).all().get(0);

        assertThat(order.issuer()).isEqualTo("acme");
        assertThat(order.product().certificationDeclaration())
                .isEqualTo(new CertificationDeclarationSource.FromFile(folder.resolve("f.pem")));
    }

    @Test
    void whatDoesNotGoTogetherIsToldWithWhatTheSiteKnows() throws IOException {
        write("other/product.yaml", OrderSchemaTest.product("").replace("FFF1", "1234"));
        String other = ORDER.replace("product.yaml", "other");

        assertThat(refused(
                        write("a.yaml", other),
                        write("b.yaml", other.replace("PO-1", "PO-2").replace("issuer: test", "issuer: acme")),
                        write("c.yaml", ORDER.replace("PO-1", "PO-3").replace(": test", ": amce"))))
                .containsExactly(
                        "a.yaml:5 | issuer \"test\" signs for vendor id FFF1 only, and the product's is 1234 | name a real"
                                + " issuer, or vendor-id: FFF1 in other/product.yaml",
                        "b.yaml:5 | issuer \"acme\" may not sign for vendor id 1234 | its vendor-ids in site.yaml are"
                                + " [131B, FFF1]",
                        "b.yaml:5 | issuer \"acme\" and certification-declaration \"test\" do not go together | name the"
                                + " CSA's declaration in other/product.yaml, or write issuer: test",
                        "b.yaml:6 | factory \"test\" and issuer \"acme\" do not go together | name a real factory: anyone may"
                                + " open what is sealed for the test factory",
                        "c.yaml:5 | issuer \"amce\" is not known | site.yaml knows: acme, test",
                        "c.yaml:6 | factory \"amce\" is not known | site.yaml knows: shenzhen-1, test");
    }

    @Test
    void aMisspeltIssuerIsOneFault() throws IOException {
        assertThat(refused(write("a.yaml", ORDER.replace("issuer: test", "issuer: tset"))))
                .containsExactly("a.yaml:5 | issuer \"tset\" is not known | site.yaml knows: acme, test");
    }

    @Test
    void allFaultsOfAllFilesAreToldAtOnceAndAProductsOnce() throws IOException {
        write("bad/product.yaml", OrderSchemaTest.product("iteration-count: 999\nsalt: abc"));

        assertThat(refused(
                        write(
                                "a.yaml",
                                ORDER.replace("product.yaml", "bad").replace("quantity: 2", "quantity: \"1,000\"")),
                        write("b.yaml", ORDER.replace("PO-1", "po-1").replace("product.yaml", "bad")),
                        write("c.yaml", ORDER.replace("PO-1", "PO-3").replace("product.yaml", "gone")),
                        write("d.yaml", "order: [\n"),
                        folder.resolve("none.yaml"),
                        folder.resolve("f.pem")))
                .containsExactly(
                        "none.yaml | there is no such file | check the name and the folder",
                        "f.pem | is no order by its name | orders are files *.yaml, *.yml and *.csv, or folders of them",
                        "a.yaml:1 | order \"PO-1\" stands also at b.yaml:1 | give each order its own id",
                        "bad/product.yaml:7 | unknown key \"salt\" | each module's salt is 32 bytes, derived from the"
                                + " order's key: leave it out",
                        "bad/product.yaml:6 | iteration-count \"999\" is not a whole number from 1000 to 100000 | 10000 is"
                                + " usual",
                        "a.yaml:3 | quantity \"1,000\" is not a whole number from 1 to 10000000 | ",
                        "b.yaml:1 | order \"po-1\" stands also at a.yaml:1 | give each order its own id",
                        "c.yaml:2 | product: there is no file \"gone\" | name a product.yaml or its folder; paths are"
                                + " relative to the folder of the order's file",
                        "d.yaml:2 | not YAML: expected the node content, but found '<stream end>' | is a quote or bracket"
                                + " before it left open?");
    }

    @Test
    void ordersComeByDueAndThenAsRead() throws IOException {
        Path csv = write(
                "orders.csv",
                """
                order,product,quantity,submission,issuer,factory,due
                LATE,product.yaml,1,a,test,test,2026-12-02
                NEVER-1,product.yaml,1,a,test,test,
                EARLY,product.yaml,1,a,test,test,2026-12-01
                NEVER-2,product.yaml,1,a,test,test,
                """);
        Path yaml = write("z.yaml", ORDER + "due: 2026-12-02\n");

        assertThat(ids(csv, yaml)).containsExactly("EARLY", "LATE", "PO-1", "NEVER-1", "NEVER-2");
    }

    @Test
    void aCsvsFaultsAreToldByRowAndColumn() throws IOException {
        assertThat(refused(write(
                        "orders.csv",
                        "\uFEFForder,product,quantity,submission,issuer,factory,lot-size\r\n"
                                + "A-1,product.yaml,1000,inbox,test,test,500\r\n"
                                + "A-2,product.yaml,\"1,000\",inbox,test,acme,\r\n"
                                + ",product.yaml,5,inbox,test,test,2001\r\n")))
                .containsExactly(
                        "orders.csv:row 3, column quantity | quantity \"1,000\" is not a whole number from 1 to 10000000 | ",
                        "orders.csv:row 3, column factory | factory \"acme\" is not known | site.yaml knows: shenzhen-1, test",
                        "orders.csv:row 4 | \"order\" is missing | for example \"order: PO-1001\"",
                        "orders.csv:row 4, column lot-size | lot-size \"2001\" is not a whole number from 1 to 2000 | ");
    }

    @Test
    void whatIsWrongWithOneOrderIsNotWrongWithTheOthers() throws IOException {
        write("bad/product.yaml", OrderSchemaTest.product("iteration-count: 999"));
        Path csv = write(
                "orders.csv",
                """
                order,product,quantity,submission,issuer,factory
                A-1,product.yaml,0,inbox,test,test
                A-2,product.yaml,5,inbox,test,test
                A-3,product.yaml,5,inbox,test,test,more
                A-4,bad,5,inbox,test,test
                A-5,bad,5,inbox,test,test
                A-6,product.yaml,5,inbox,test,test
                a-6,product.yaml,6,inbox,test,test
                A 7,product.yaml,6,inbox,test,test
                """);
        Path yaml = write("d.yaml", "order: [\n");

        ReadOrders read = OrderFiles.read(List.of(csv, yaml), site);

        assertThat(read.orders()).extracting(order -> order.id().value()).containsExactly("A-2");
        assertThat(read.faulty())
                .extracting(FaultyOrder::name)
                .containsExactly("A-1", "A-3", "A-4", "A-5", "A-6", "a-6", csv + ":row 9", yaml.toString());
        assertThat(ReadOrders.faults(read.faulty()))
                .extracting(fault -> (fault.where() + " | " + fault.what()).replace(folder + "/", ""))
                .containsExactly(
                        "orders.csv:row 2, column quantity | quantity \"0\" is not a whole number from 1 to 10000000",
                        "orders.csv:row 4 | has more cells than the header",
                        "bad/product.yaml:6 | iteration-count \"999\" is not a whole number from 1000 to 100000",
                        "orders.csv:row 7, column order | order \"A-6\" stands also at orders.csv:row 8, column order",
                        "orders.csv:row 8, column order | order \"a-6\" stands also at orders.csv:row 7, column order",
                        "orders.csv:row 9, column order | order id \"A 7\" is not 1 to 64 of A-Z a-z 0-9 . _ -, starting"
                                + " with a letter or digit",
                        "d.yaml:2 | not YAML: expected the node content, but found '<stream end>'");
    }

    @Test
    void whoCannotTellWhichOrdersThereAreRunsNone() throws IOException {
        Path good = write("good.yaml", ORDER);
        String header = "order,product,quantity,submission,issuer,factory\n";
        String row = "A-1,product.yaml,5,inbox,test,test\n";

        for (Path wrong : List.of(
                write("missing.csv", header.replace("quantity,", "") + row),
                write("unknown.csv", header.replace("factory", "factory,colour") + row),
                write("quote.csv", header + row + "\"A-2,product.yaml\n"),
                write("empty.csv", header),
                folder.resolve("none.yaml"),
                folder.resolve("none"))) {
            assertThat(refused(good, wrong))
                    .anyMatch(fault -> fault.startsWith(folder.relativize(wrong).toString()));
        }
    }

    @Test
    void ofAFolderOnlyOrdersAreReadAndEachOnce() throws IOException {
        write("week/b.yml", ORDER);
        write("week/a.csv", "order,product,quantity,submission,issuer,factory\nA-1,..,1,s,test,test\n");
        write("week/product.yaml", OrderSchemaTest.product(""));
        write("week/site.yaml", "issuers: {}\n");
        write("week/other-product.yaml", OrderSchemaTest.product(""));
        write("week/modules.csv", "MAC,note\n246f28000001,x\n");
        write("week/.hidden.yaml", "nonsense");
        write("week/notes.txt", "nonsense");
        write("week/deeper/order.yaml", "nonsense");

        assertThat(ids(folder.resolve("week"), folder.resolve("week/b.yml"), folder.resolve("week/../week")))
                .containsExactly("A-1", "PO-1");
    }

    @Test
    void aMisspeltOrderInAFolderIsAFault() throws IOException {
        write("week/a.yaml", ORDER.replace("order:", "ordr:"));
        write("week/b.yaml", "");
        write("week/c.csv", "ordr,product,quantity,submission,issuer,factory\n");
        write("week/d.csv", "order,product,quantity,submission,issuer,factory\n");

        assertThat(refused(folder.resolve("week")))
                .contains(
                        "week/a.yaml:1 | unknown key \"ordr\" | did you mean \"order\"?",
                        "week/b.yaml:1 | \"order\" is missing | for example \"order: PO-1001\"",
                        "week/c.csv:row 1 | column \"order\" is missing | row 1 names the columns",
                        "week/d.csv | has no order below its header | one order a row");
    }

    @Test
    void aFolderWithoutOrdersIsAFault() throws IOException {
        write("none/site.yaml", "");

        assertThat(refused(folder.resolve("none")))
                .containsExactly("none | no order in this folder | orders are *.yaml, *.yml and *.csv directly in it");
    }

    @Test
    void modulesMayBeAListOrAFile() throws IOException {
        write("m.csv", "Note,Module_ID\nx,Unit-1\ny,unit-2\n,\n");
        Path list = write("a.yaml", ORDER + "modules: [24:6F:28:00:00:01, 246f28000002]\n");
        Path csv = write("b.yaml", ORDER.replace("PO-1", "PO-2") + "modules: m.csv\n");

        assertThat(OrderFiles.read(List.of(list, csv), site).all())
                .extracting(order -> List.copyOf(order.modules()))
                .containsExactly(
                        Stream.of("246f28000001", "246f28000002")
                                .map(ModuleId::new)
                                .toList(),
                        Stream.of("unit-1", "unit-2").map(ModuleId::new).toList());
    }

    @Test
    void faultyModulesAreToldAndOnlySoMany() throws IOException {
        write("m.csv", "module_id\na/b\n");
        write("n.txt", "a\nA\n");
        write("empty.txt", "# none\n");
        write("many.txt", "!\n".repeat(1000));
        write("no.csv", "id\na\n");
        String[] files = {"m.csv", "n.txt", "empty.txt", "no.csv"};
        Path[] orders = new Path[files.length];
        for (int i = 0; i < files.length; i++) {
            orders[i] = write("o" + i + ".yaml", ORDER.replace("PO-1", "PO-" + i) + "modules: " + files[i] + "\n");
        }

        assertThat(refused(orders))
                .containsExactly(
                        "m.csv:row 2 | module id \"a/b\" is not 1 to 64 of a-z 0-9 _ -, starting with a letter or digit |"
                                + " usually the MAC, 12 hex digits",
                        "n.txt:2 | module id \"a\" stands twice | keep one of them",
                        "empty.txt | names no module | leave \"modules\" out if any module will do",
                        "no.csv:row 1 | no column \"module_id\" or \"mac\" | row 1 names the columns");
        assertThat(refused(write("many.yaml", ORDER + "modules: many.txt\n")))
                .hasSize(21)
                .last()
                .isEqualTo("many.txt | more of it is wrong | mend these first");
    }

    @Test
    void anOrderThatCouldNeverBeFinishedIsRefused() throws IOException {
        write("sn.yaml", OrderSchemaTest.product("serial-number-pattern: \"{order}-{seq}\""));

        assertThat(refused(
                        write("a.yaml", ORDER + "modules: [a]\n"),
                        write("b.yaml", ORDER.replace("PO-1", "PO-2") + "due: 2026-12-01\nnot-before: 2026-12-02\n"),
                        write(
                                "c.yaml",
                                ORDER.replace("PO-1", "PO-" + "3".repeat(21)).replace("product.yaml", "sn.yaml")),
                        write("d.yaml", ORDER.replace("PO-1", "PO-4") + "kind: field-upgrade\n")))
                .containsExactly(
                        "a.yaml:7 | modules names 1 modules, fewer than the quantity 2 | the order could never be finished:"
                                + " name all that may come",
                        "b.yaml:8 | not-before is after due | change one of them",
                        "c.yaml:1 | order \"PO-333333333333333333333\" makes serial numbers of \"{order}-{seq}\" longer than"
                                + " 32 characters | shorten the order's id or the product's serial-number-pattern",
                        "d.yaml:1 | kind \"field-upgrade\" names no modules | list the devices that may ask, or name a file that has their ids");
    }
}
