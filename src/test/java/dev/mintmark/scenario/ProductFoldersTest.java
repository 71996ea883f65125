package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The products of {@code templates/}, each made, opened and checked; {@code flash_args} as a station would read it. */
class ProductFoldersTest {
    private static final int MODULES = 2;

    @TempDir
    Path folder;

    private Workplace place;

    private Map<String, Path> made(String product, Map<String, byte[]> files, String... more) throws Exception {
        Path template = Path.of("templates", product).toAbsolutePath();
        assertThat(Schemas.complaints("product", Files.readString(template.resolve("product.yaml"))))
                .isEmpty();
        place = new Workplace(folder);
        Path order = place.order("PO-1", MODULES, more);
        String text = Files.readString(order).replace("product: product.yaml", "product: " + template);
        Files.writeString(order, files.isEmpty() ? text.replaceFirst("submission:.*\n", "") : text);
        if (!files.isEmpty()) {
            Requested.zip(place.inbox("PO-1").resolve("a.zip"), files);
        }
        Program.Result run = place.within("run", order.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(place.within("check", order.toString()).exit()).isZero();
        return Delivered.modules(Delivered.open(place, "PO-1", 1, place.root().resolve("opened")));
    }

    private static String flashArgs(Map.Entry<String, Path> module) throws IOException {
        return Files.readString(module.getValue().resolve("flash_args"));
    }

    @Test
    void plainEsp32() throws Exception {
        for (var module : made("esp32-light", Requested.files(1, MODULES)).entrySet()) {
            assertThat(flashArgs(module)).isEqualTo("0x3e0000 %s-partition.bin\n".formatted(module.getKey()));
        }
    }

    @Test
    void esp32C3WithADerivedKeyAndSecureCert() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int module = 1; module <= MODULES; module++) {
            files.put(Requested.id(module) + ".pem", DerivedKey.of(module).file());
        }
        for (var module : made("esp32-c3-light", files).entrySet()) {
            assertThat(flashArgs(module))
                    .isEqualTo("0x3e0000 %1$s-partition.bin\n--encrypt-files 0xd000 %1$s_esp_secure_cert.bin\n"
                            .formatted(module.getKey()));
        }
    }

    @Test
    void esp32H2WithTheEcdsaPeripheral() throws Exception {
        for (var module : made("esp32-h2-light", Requested.files(1, MODULES)).entrySet()) {
            assertThat(flashArgs(module))
                    .endsWith("--encrypt-files 0xd000 %s_esp_secure_cert.bin\n".formatted(module.getKey()));
        }
    }

    @Test
    void hostMadeKeys() throws Exception {
        for (var module : made("host-made-light", Map.of(), "keys: host-made").entrySet()) {
            assertThat(flashArgs(module)).isEqualTo("0x3e0000 %s-partition.bin\n".formatted(module.getKey()));
        }
        assertThat(Delivered.column(Delivered.csv(place.folder("PO-1").manifest()), "keys"))
                .isEqualTo(List.of("host-made", "host-made"));
    }
}
