package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryPartition;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A product with keys of its own, the values of some of which its modules bring along. */
class MakerKeysTest {
    private static final String TEMPLATE =
            """
            chip-factory,namespace,,
            my-batch,data,u32,17
            app,namespace,,
            token,data,string,
            logo,file,binary,
            line,data,u8,REPEAT
            """;

    @TempDir
    Path folder;

    private Workplace place;
    private Path values;
    private Path order;

    @BeforeEach
    void product() throws IOException {
        place = new Workplace(folder);
        Files.writeString(
                place.root().resolve("product.yaml"),
                Workplace.PRODUCT + "nvs-template: nvs.csv\nrotating-id: per-module\n");
        Files.writeString(place.root().resolve("nvs.csv"), TEMPLATE);
        Files.write(place.root().resolve("logo.bin"), new byte[] {1, 2, 3});
        values = place.root().resolve("values.csv");
        order = place.order("PO-1", 6, "lot-size: 2", "spares: 1", "nvs-values: values.csv");
    }

    private void values(int first, int last) throws IOException {
        List<String> rows = new ArrayList<>(List.of("module_id,token,logo,line,rd-id-uid"));
        for (int module = first; module <= last; module++) {
            rows.add("%s,token of %d,logo.bin,%s,%s"
                    .formatted(Requested.id(module), module, module == first ? "7" : "", uid(module)));
        }
        Files.write(values, rows);
    }

    private static String uid(int module) {
        return "000102030405060708090a0b0c0d0e%02x".formatted(module);
    }

    private void submit(String name, int first, int last) throws IOException {
        Requested.zip(place.inbox("PO-1").resolve(name), Requested.files(first, last));
    }

    private Program.Result run(int exit) {
        Program.Result result = place.within("run", order.toString());
        assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
        return result;
    }

    private Map<String, ChipFactoryData> delivered(int number) throws Exception {
        Path opened = folder.resolve("opened-" + number);
        Map<String, ChipFactoryData> data = new TreeMap<>();
        for (var module :
                Delivered.modules(Delivered.open(place, "PO-1", number, opened)).entrySet()) {
            data.put(
                    module.getKey(),
                    ChipFactoryPartition.read(
                            Files.readAllBytes(module.getValue().resolve(module.getKey() + "-partition.bin"))));
        }
        Program.Result check = place.within("check", opened.toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        return data;
    }

    private void hasItsValues(ChipFactoryData data, int module) {
        assertThat(data.rotatingId()).contains(Bytes.fromHex(uid(module)));
        assertThat(data.own()).extracting(NvsNamespace::name).containsExactly("chip-factory", "app");
        assertThat(data.own().get(1).entries().get(0).value()).isEqualTo(new NvsValue.Text("token of " + module));
        assertThat(data.own().get(1).entries())
                .extracting(entry -> entry.key() + " " + entry.value().describe())
                .startsWith("token string of 10 characters", "logo blob of 3 bytes", "line u8 7");
    }

    private void lotsComeOutTheSame() {
        Program.Result check = place.within("check", order.toString());
        assertThat(check.exit()).as(check.toString()).isZero();
    }

    @Test
    void eachModuleGetsWhatItBroughtAlongAlsoWhenTheFileIsAnotherOrGone() throws Exception {
        values(1, 4);
        submit("a.zip", 1, 4);
        run(0);
        Map<String, ChipFactoryData> made = delivered(1);
        assertThat(made).hasSize(4);
        for (int module = 1; module <= 4; module++) {
            hasItsValues(made.get(Requested.id(module)), module);
        }

        Files.writeString(values, Files.readString(values).replace("token of 2", "token of 9"));
        Files.write(place.root().resolve("logo.bin"), new byte[] {4});
        Program.Result changed = run(2);
        assertThat(changed.err())
                .contains("module " + Requested.id(2) + " has started and its values changed")
                .contains("module " + Requested.id(3) + " has started and its values changed")
                .doesNotContain("token of");
        lotsComeOutTheSame();

        Files.delete(values);
        submit("b.zip", 5, 5);
        assertThat(run(0).err()).contains("values.csv is not there: requests of order PO-1 wait for it");
        lotsComeOutTheSame();

        Files.write(place.root().resolve("logo.bin"), new byte[] {1, 2, 3});
        values(5, 5);
        run(0);
        hasItsValues(delivered(2).get(Requested.id(5)), 5);
        Files.delete(values);
        lotsComeOutTheSame();
    }

    @Test
    void aModuleWithoutRowIsRefusedAndTakenOnceItHasOne() throws Exception {
        values(1, 1);
        submit("a.zip", 1, 2);
        run(4);
        assertThat(Delivered.csv(place.folder("PO-1").rejects()))
                .singleElement()
                .satisfies(reject -> assertThat(reject)
                        .containsEntry("code", "NVS_VALUES_MISSING")
                        .containsEntry(
                                "reason", "the nvs-values of order PO-1 have no row for module " + Requested.id(2)));

        values(1, 2);
        Requested.zip(place.inbox("PO-1").resolve("b.zip"), Map.of(Requested.id(2) + ".pem", Requested.pem(2)));
        run(0);
        hasItsValues(delivered(2).get(Requested.id(2)), 2);
    }

    @Test
    void aModuleWithANewKeyKeepsWhatItBroughtAlong() throws Exception {
        values(1, 2);
        submit("a.zip", 1, 2);
        run(0);
        Files.writeString(values, "module_id,token,logo,line,rd-id-uid\n");
        String csr = Base64.getEncoder().encodeToString(Requested.der(50));
        Files.writeString(
                place.inbox("PO-1").resolve("b.csv"),
                "module_id,csr,supersedes\n%s,%s,%s\n".formatted(Requested.id(1), csr, Requested.spkiSha256(1)));

        run(0);

        hasItsValues(delivered(2).get(Requested.id(1)), 1);
    }

    @Test
    void valuesThatWereLostWithTheLedgerAreTakenOnceMoreAndOthersShow() throws Exception {
        values(1, 2);
        submit("a.zip", 1, 2);
        run(0);
        forget();
        Program.Result lost = place.within("check", order.toString());
        assertThat(lost.exit()).isEqualTo(5);
        assertThat(lost.out()).contains("LOT_RENDERS_OTHERWISE", "brought along are not in the ledger");

        run(0);
        lotsComeOutTheSame();

        forget();
        Files.writeString(values, Files.readString(values).replace("token of 2", "token of 9"));
        run(0);
        assertThat(place.within("check", order.toString()).out()).contains("LOT_RENDERS_OTHERWISE");
    }

    private void forget() throws IOException {
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            assertThat(new JdbcTemplate(database.dataSource()).update("DELETE FROM module_values"))
                    .isEqualTo(2);
        }
    }

    @Test
    void nothingThatAModuleBringsAlongIsInTheHomeInTheClear() throws Exception {
        values(1, 4);
        submit("a.zip", 1, 4);
        run(0);
        SecretSearch search = new SecretSearch();
        for (int module = 1; module <= 4; module++) {
            search.text("token", "token of " + module);
            search.bytes("rotating id", Bytes.fromHex(uid(module)).toByteArray());
        }
        for (String name : Workplace.tree(place.home().root()).keySet()) {
            String content = Files.readString(place.home().root().resolve(name), StandardCharsets.ISO_8859_1);
            assertThat(search.in(content)).as(name).isEmpty();
        }
    }

    @Test
    void aStartedOrderIsBoundToItsTemplateAndNothingIsSignedThatDoesNotFit() throws Exception {
        values(1, 1);
        submit("a.zip", 1, 1);
        Files.writeString(
                place.root().resolve("nvs.csv"),
                TEMPLATE + "big,data,string," + "x".repeat(3900) + "\nbigger,data,string," + "x".repeat(3900) + "\n");
        Files.writeString(
                place.root().resolve("product.yaml"),
                Files.readString(place.root().resolve("product.yaml")) + "partition-size: 0x3000\n");
        assertThat(run(2).err())
                .contains("partition of 0x3000 bytes is too small: \"bigger\" is the first key that does not fit");
        assertThat(place.folder("PO-1").root()).doesNotExist();

        Files.writeString(place.root().resolve("nvs.csv"), TEMPLATE);
        run(0);
        Files.writeString(place.root().resolve("nvs.csv"), TEMPLATE.replace("u32,17", "u32,18"));
        assertThat(run(2).err()).contains("order PO-1 has started and its product nvs-template changed");
    }

    @Test
    void whatProductAndOrderSayOfValuesMustFitTogether() throws Exception {
        Path without = place.order("PO-2", 1);
        assertThat(place.within("run", without.toString()).err())
                .contains("\"nvs-values\" is missing: the product has keys whose values modules bring along");

        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT);
        assertThat(place.within("run", order.toString()).err())
                .contains("\"nvs-values\" is of no use: the product has no key whose value modules bring along");
    }
}
