package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.site.Site;
import dev.mintmark.site.SiteFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an order, a table of orders, a list of modules, a product or a site is, it is read or all that is wrong with it is told. */
class OrderFuzzTest {
    private static final String ORDER =
            "order: PO-1\nproduct: product.yaml\nquantity: 2\nsubmission: inbox\nissuer: test\nfactory: test\n";

    @TempDir
    private Path folder;

    static Stream<byte[]> seeds() {
        return Stream.of(
                        ORDER,
                        ORDER + "spares: 3\nreference: SO-4711/10\ndue: 2026-12-01T18:00:00+08:00\nlot-size: 100\n"
                                + "modules: modules.txt\nkind: manufacture\nnot-before: 2026-11-20\n",
                        "order,product,quantity,submission,issuer,factory,due\nPO-1,product.yaml,2,inbox,test,test,2026-12-01\n",
                        "246f28000001\n# a comment\nb-2\n",
                        "module_id,mac\n246f28000001,24:6F:28:00:00:01\n",
                        OrderSchemaTest.product(""),
                        "issuers:\n  acme: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [131B]}\n"
                                + "factories:\n  s-1: {recipients: [f.pem]}\nsite-key: f.pem\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void product() throws Exception {
        Files.writeString(folder.resolve("product.yaml"), OrderSchemaTest.product(""));
        Files.writeString(folder.resolve("modules.txt"), "246f28000001\n246f28000002\n");
        Files.writeString(folder.resolve("f.pem"), "");
    }

    @MethodSource("seeds")
    @FuzzTest
    void file(byte[] content) throws Exception {
        Site site = Site.empty(folder.resolve("site.yaml"));
        Path yaml = Files.write(folder.resolve("fuzzed.yaml"), content);
        Path csv = Files.write(folder.resolve("fuzzed.csv"), content);
        Effort.isBounded(() -> {
            isReadOrAFault(() -> OrderFiles.read(List.of(yaml), site));
            isReadOrAFault(() -> OrderFiles.read(List.of(csv), site));
            isReadOrAFault(() -> SiteFile.read(yaml));
            Faults faults = new Faults();
            assertThat(ProductFile.read(yaml, faults).isPresent() || !faults.isEmpty())
                    .isTrue();
            Faults ofList = new Faults();
            assertThat(ModuleList.read(yaml, ofList).isPresent() || !ofList.isEmpty())
                    .isTrue();
        });
    }

    private static void isReadOrAFault(Effort.Attempt reading) throws Exception {
        try {
            reading.run();
        } catch (FaultException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }
}
