package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryException;
import dev.mintmark.partition.ChipFactoryPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product of templates/encrypted-light, made and read as its devices read it. */
class EncryptedPartitionTest {
    @TempDir
    Path folder;

    private Workplace place;

    private Path order(String product, String... more) throws IOException {
        place = new Workplace(folder);
        Files.writeString(
                place.root().resolve("product.yaml"),
                product.replace("iteration-count: 10000", "iteration-count: 1000"));
        Path order = place.order("PO-1", 4, more);
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, 4));
        return order;
    }

    private static String template() throws IOException {
        return Files.readString(Path.of("templates/encrypted-light/product.yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys-partition", "hmac"})
    void eachModuleHasAKeyOfItsOwnWithWhichItsPartitionIsRead(String encryption) throws Exception {
        Path order = order(
                template().replace("nvs-encryption: keys-partition", "nvs-encryption: " + encryption),
                "lot-size: 3",
                "nvs-encryption: " + encryption);

        Program.Result made = place.within("run", order.toString());

        assertThat(made.exit()).as(made.toString()).isZero();
        Path opened = folder.resolve("opened");
        OpenDelivery.Opened delivery = Delivered.open(place, "PO-1", 1, opened);
        Set<NvsKeys> keys = new HashSet<>();
        Set<Object> rotatingIds = new HashSet<>();
        for (Map.Entry<String, Path> module : Delivered.modules(delivery).entrySet()) {
            byte[] image = Files.readAllBytes(module.getValue().resolve(module.getKey() + "-partition.bin"));
            NvsKeys own = keys(encryption, module.getValue(), module.getKey());
            ChipFactoryData data = ChipFactoryPartition.read(image, own);
            assertThat(data.serialNumber().value()).startsWith("DL2-PO-1-");
            assertThat(data.manufacturingDate()).contains(new ManufacturingDate("2026-11-28"));
            assertThat(data.details().locales()).containsExactly("en-US", "de-DE");
            assertThat(rotatingIds.add(data.rotatingId().orElseThrow())).isTrue();
            assertThatThrownBy(() -> ChipFactoryPartition.read(image)).isInstanceOf(ChipFactoryException.class);
            for (NvsKeys other : keys) {
                assertThatThrownBy(() -> ChipFactoryPartition.read(image, other))
                        .isInstanceOf(ChipFactoryException.class);
            }
            keys.add(own);
        }
        assertThat(keys).hasSize(4);
        Program.Result check = place.within("check", opened.toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        Program.Result again = place.within("check", order.toString());
        assertThat(again.exit()).as(again.toString()).isZero();
    }

    private static NvsKeys keys(String encryption, Path module, String id) throws IOException {
        if (encryption.equals("hmac")) {
            assertThat(module.resolve(id + "-keys-partition.bin")).doesNotExist();
            try (SecretBytes key = SecretBytes.wrap(Files.readAllBytes(module.resolve(id + "-hmac-key.bin")))) {
                return NvsKeys.ofHmacKey(key);
            }
        }
        assertThat(module.resolve(id + "-hmac-key.bin")).doesNotExist();
        return NvsKeys.readPartition(Files.readAllBytes(module.resolve(id + "-keys-partition.bin")));
    }

    @Test
    void anOrderThatDoesNotSayWhatTheFirmwareIsBuiltForIsRefusedBeforeAnythingIsSigned() throws Exception {
        Path order = order(template());

        Program.Result silent = place.within("run", order.toString());

        assertThat(silent.exit()).isEqualTo(2);
        assertThat(silent.err())
                .contains("nvs-encryption is none, and the product's firmware is built for keys-partition")
                .contains("hint: write nvs-encryption: keys-partition, or mend ");
        Path other = place.order("PO-1", 4, "nvs-encryption: hmac");
        assertThat(place.within("run", other.toString()).err())
                .contains("nvs-encryption is hmac, and the product's firmware is built for keys-partition");
        assertThat(place.folder("PO-1").manifest()).doesNotExist();
    }

    @Test
    void aStartedOrderStaysWithWhatItsDevicesTell() throws Exception {
        Path order = order(Workplace.PRODUCT);
        assertThat(place.within("run", order.toString()).exit()).isZero();
        List<String> changes = List.of(
                "rotating-id: derived",
                "manufacturing-date: 20261128",
                "product-finish: matte",
                "product-color: black",
                "part-number: PN",
                "product-url: https://example.com",
                "product-label: L",
                "calendar-types: [gregorian]",
                "locales: [en]",
                "fixed-labels: [{endpoint: 0, label: a, value: b}]",
                "supported-modes: [{endpoint: 0, label: a, mode: 1}]",
                "location-capability: indoor",
                "device-type: 256");

        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT + String.join("\n", changes) + "\n");

        Program.Result changed = place.within("run", order.toString());

        assertThat(changed.exit()).isEqualTo(2);
        for (String change : changes) {
            assertThat(changed.err())
                    .contains("order PO-1 has started and its product " + change.substring(0, change.indexOf(':'))
                            + " changed: was \"\"");
        }
    }
}
