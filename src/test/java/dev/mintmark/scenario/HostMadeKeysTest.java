package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.partition.ChipFactoryPartition;
import dev.mintmark.partition.SecureCertPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders whose modules cannot make a key: the host's is in the lot, where the firmware reads it, and is the DAC's. */
class HostMadeKeysTest {
    @TempDir
    Path folder;

    private Workplace place;

    @BeforeEach
    void workplace() throws IOException {
        place = new Workplace(folder);
    }

    private Path order(int quantity, String... more) throws IOException {
        Path order = place.order("PO-1", quantity, more);
        return Files.writeString(order, Files.readString(order).replaceFirst("submission:.*\n", ""));
    }

    private void runs(Path order) {
        Program.Result run = place.within("run", order.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
    }

    private Map<String, Path> opened(int delivery) throws IOException {
        return Delivered.modules(
                Delivered.open(place, "PO-1", delivery, place.root().resolve("opened-" + delivery)));
    }

    private static void isTheDacs(P256KeyPair key, Path module, String id) throws IOException {
        AttestationCertificate dac = AttestationCertificate.parse(Files.readAllBytes(module.resolve(id + "-dac.der")));
        assertThat(dac.spki()).isEqualTo(new SubjectPublicKey(key.point()).spki());
    }

    /** Listed ids are taken in their order; a greater quantity later makes those that are missing, and no other. */
    @Test
    void theKeyIsInTheFactoryPartitionAndTheQuantityMayGrow() throws Exception {
        Files.write(
                place.root().resolve("modules.txt"),
                IntStream.rangeClosed(1, 5).mapToObj(Requested::id).toList());
        runs(order(3, "keys: host-made", "modules: modules.txt", "lot-size: 2"));
        runs(order(5, "keys: host-made", "modules: modules.txt", "lot-size: 2"));
        runs(order(5, "keys: host-made", "modules: modules.txt", "lot-size: 2"));

        Set<P256KeyPair> keys = new HashSet<>();
        for (int delivery = 1; delivery <= 2; delivery++) {
            for (Map.Entry<String, Path> module : opened(delivery).entrySet()) {
                byte[] partition = Files.readAllBytes(module.getValue().resolve(module.getKey() + "-partition.bin"));
                P256KeyPair key = ChipFactoryPartition.read(partition)
                        .attestation()
                        .orElseThrow()
                        .key()
                        .orElseThrow();
                isTheDacs(key, module.getValue(), module.getKey());
                keys.add(key);
            }
        }
        assertThat(keys).hasSize(5);
        List<Map<String, String>> rows = Delivered.csv(place.folder("PO-1").manifest());
        assertThat(Delivered.column(rows, "module_id"))
                .isEqualTo(IntStream.rangeClosed(1, 5).mapToObj(Requested::id).toList());
        assertThat(Delivered.column(rows, "mac")).startsWith("02:00:00:00:00:01");
        assertThat(Delivered.column(rows, "keys")).containsOnly("host-made");
        assertThat(place.folder("PO-1").delivery(2).resolve("bundle.json"))
                .content()
                .contains("\"keys\" : \"host-made\"");
        assertThat(Files.readString(place.folder("PO-1").reportJson())).contains("\"keys\" : \"host-made\"");
        assertThat(Files.readString(place.folder("PO-1").reportHtml())).contains("Keys made by the host.");
        assertThat(place.within("check", "PO-1").exit()).isZero();
        assertThat(place.within("audit", "verify").exit()).isZero();
    }

    /** As esp-matter-mfg-tool names its folders: the id is the DAC's common name. */
    @Test
    void theKeyIsInTheImageAndTheIdIsTheDacsName() throws Exception {
        Files.writeString(
                place.root().resolve("product.yaml"),
                Workplace.PRODUCT + "dac-placement: secure-cert\nsecure-cert-key: in-image\n");
        runs(order(2, "keys: host-made"));

        for (Map.Entry<String, Path> module : opened(1).entrySet()) {
            byte[] image = Files.readAllBytes(module.getValue().resolve(module.getKey() + "_esp_secure_cert.bin"));
            isTheDacs(
                    SecureCertPartition.read(image).attestation().key().orElseThrow(),
                    module.getValue(),
                    module.getKey());
            byte[] dac = Files.readAllBytes(module.getValue().resolve(module.getKey() + "-dac.der"));
            assertThat(AttestationCertificate.parse(dac).subject().text()).contains(module.getKey());
        }
        assertThat(place.within("check", "PO-1").exit()).isZero();
    }

    /** The log alone is enough to make ledger and lots again. */
    @Test
    void anOlderLedgerIsBroughtUpToThem() throws Exception {
        Path backup = place.root().resolve("backup.zip");
        runs(order(2, "keys: host-made"));
        assertThat(place.within("backup", backup.toString()).exit()).isZero();
        runs(order(4, "keys: host-made"));

        Program.Result recovered = place.within("recover", "--from", backup.toString());

        assertThat(recovered.exit()).as(recovered.toString()).isZero();
        assertThat(place.within("audit", "verify").exit()).isZero();
        Program.Result check = place.within("check", order(4, "keys: host-made").toString());
        assertThat(check.exit()).as(check.toString()).isZero();
        runs(order(4, "keys: host-made"));
        assertThat(Delivered.csv(place.folder("PO-1").manifest())).hasSize(4);
    }

    @Test
    void whatDoesNotGoWithThemIsRefusedBeforeAnythingIsMade() throws Exception {
        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT + "dac-placement: der\n");
        Path order = place.order("PO-1", 3, "keys: host-made", "spares: 1");

        Program.Result run = place.within("run", order.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("submission and keys \"host-made\" do not go together")
                .contains("spares and keys \"host-made\" do not go together")
                .contains("keys \"host-made\" and dac-placement \"der\" do not go together");

        Files.writeString(
                place.root().resolve("product.yaml"),
                Workplace.PRODUCT + "dac-placement: secure-cert\nsecure-cert-key: in-image\n");
        assertThat(place.within("run", place.order("PO-1", 3).toString()).err())
                .contains("secure-cert-key \"in-image\" is for keys \"host-made\" only");
        assertThat(place.home().root().resolve("PO-1")).doesNotExist();
    }

    @Test
    void anOrderCannotTurnToHostMadeKeysOnceItHasStarted() throws Exception {
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, 1));
        runs(place.order("PO-1", 2));

        Program.Result run = place.within("run", order(2, "keys: host-made").toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("keys").contains("was \"\", is \"host-made\"");
    }
}
