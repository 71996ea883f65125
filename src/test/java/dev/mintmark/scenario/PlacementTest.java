package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.securecert.SecureCertReader;
import dev.mintmark.format.securecert.SecureCertTlv;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryPartition;
import dev.mintmark.partition.DeviceAttestation;
import dev.mintmark.partition.SecureCertData;
import dev.mintmark.partition.SecureCertPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever the DAC is placed, what a factory opens holds it there and nowhere else, and {@code check} reads it back. */
class PlacementTest {
    private static final int MODULES = 3;

    @TempDir
    Path folder;

    private Workplace place;

    @BeforeEach
    void workplace() throws IOException {
        place = new Workplace(folder);
    }

    private void product(String... lines) throws IOException {
        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT + String.join("\n", lines) + "\n");
    }

    private Map<String, Path> delivered(String... files) throws Exception {
        Path order = place.order("PO-1", MODULES);
        Path zip = place.inbox("PO-1").resolve("a.zip");
        if (!Files.exists(zip)) {
            Requested.zip(zip, Requested.files(1, MODULES));
        }
        Program.Result run = place.within("run", order.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        Map<String, Path> modules =
                Delivered.modules(Delivered.open(place, "PO-1", 1, place.root().resolve("opened")));
        assertThat(modules).hasSize(MODULES);
        for (Map.Entry<String, Path> module : modules.entrySet()) {
            try (Stream<Path> inside = Files.list(module.getValue())) {
                assertThat(inside.map(file -> file.getFileName().toString())
                                .map(name -> name.substring(module.getKey().length())))
                        .containsAll(List.of(files))
                        .hasSize(4 + files.length);
            }
        }
        Program.Result check = place.within("check", "PO-1");
        assertThat(check.exit()).as(check.toString()).isZero();
        return modules;
    }

    private static byte[] file(Map.Entry<String, Path> module, String ending) throws IOException {
        return Files.readAllBytes(module.getValue().resolve(module.getKey() + ending));
    }

    private static ChipFactoryData partition(Map.Entry<String, Path> module) throws IOException {
        return ChipFactoryPartition.read(file(module, "-partition.bin"));
    }

    private String cell(String module, String column) throws IOException {
        return Delivered.csv(place.folder("PO-1").manifest()).stream()
                .filter(row -> row.get("module_id").equals(module))
                .findFirst()
                .orElseThrow()
                .get(column);
    }

    @Test
    void inTheFactoryPartitionAsEver() throws Exception {
        for (Map.Entry<String, Path> module : delivered().entrySet()) {
            DeviceAttestation attestation = partition(module).attestation().orElseThrow();

            assertThat(attestation.dac()).isEqualTo(Bytes.of(file(module, "-dac.der")));
            assertThat(attestation.key()).isEmpty();
            assertThat(cell(module.getKey(), "secure_cert_sha256")).isEmpty();
        }
    }

    /** The chip that reads the image derives the very key that its DAC certifies. */
    @Test
    void besideTheSaltOfADerivedKey() throws Exception {
        product("dac-placement: secure-cert", "secure-cert-key: hmac-derived", "secure-cert-image: hashed");
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int module = 1; module <= MODULES; module++) {
            files.put(Requested.id(module) + ".pem", DerivedKey.of(module).file());
        }
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), files);

        Map<String, Path> modules = delivered("_esp_secure_cert.bin");

        for (int number = 1; number <= MODULES; number++) {
            Map.Entry<String, Path> module = Map.entry(Requested.id(number), modules.get(Requested.id(number)));
            byte[] image = file(module, "_esp_secure_cert.bin");
            SecureCertData data = SecureCertPartition.read(image);
            AttestationCertificate dac =
                    AttestationCertificate.parse(data.attestation().dac().toByteArray());
            assertThat(dac.spki())
                    .isEqualTo(DerivedKey.of(number)
                            .publicKey(data.keySalt().orElseThrow())
                            .spki());
            assertThat(SecureCertReader.read(image).tlvs())
                    .extracting(SecureCertTlv::type)
                    .containsExactly(5, 2, 1, 0);
            assertThat(partition(module).attestation()).isEmpty();
            assertThat(partition(module).commissionable()).isPresent();
            assertThat(cell(module.getKey(), "secure_cert_sha256"))
                    .isEqualTo(Bytes.sha256Of(image).hex());
        }
    }

    @Test
    void inAnImageForTheEcdsaPeripheralWithTheCommissionableData() throws Exception {
        product(
                "dac-placement: secure-cert",
                "secure-cert-key: ecdsa-peripheral",
                "ecdsa-key-id: 2",
                "commissionable-data: secure-cert");

        for (Map.Entry<String, Path> module : delivered("_esp_secure_cert.bin").entrySet()) {
            byte[] image = file(module, "_esp_secure_cert.bin");
            SecureCertData data = SecureCertPartition.read(image);

            assertThat(image).hasSize(SecureCertPartition.SIZE);
            assertThat(data.keyBlock()).contains(6);
            assertThat(data.commissionable()
                            .orElseThrow()
                            .data()
                            .discriminator()
                            .value())
                    .hasToString(cell(module.getKey(), "discriminator"));
            assertThat(data.commissionable().get().random())
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(partition(module).commissionable()).isEmpty();
        }
    }

    @Test
    void asFragmentsThatTheDeviceAppends() throws Exception {
        product("dac-placement: fragments");

        for (Map.Entry<String, Path> module : delivered("-fragments.bin").entrySet()) {
            byte[] fragments = file(module, "-fragments.bin");

            assertThat(SecureCertPartition.readFragments(fragments).dac())
                    .isEqualTo(Bytes.of(file(module, "-dac.der")));
            assertThat(partition(module).attestation()).isEmpty();
            assertThat(cell(module.getKey(), "secure_cert_sha256"))
                    .isEqualTo(Bytes.sha256Of(fragments).hex());
        }
    }

    @Test
    void asCertificatesAlone() throws Exception {
        product("dac-placement: der");

        for (Map.Entry<String, Path> module : delivered().entrySet()) {
            assertThat(partition(module).attestation()).isEmpty();
            AttestationCertificate.parse(file(module, "-dac.der"));
        }
    }

    @Test
    void theProductCannotChangeItsPlacementUnderAStartedOrder() throws Exception {
        product("dac-placement: fragments");
        delivered("-fragments.bin");
        product("dac-placement: der");
        Path order = place.order("PO-1", MODULES + 1);

        Program.Result run = place.within("run", order.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("product dac-placement").contains("was \"fragments\", is \"der\"");
    }

    /** The peer takes them one by one; together they are what it calls all in secure cert, or nothing that a firmware reads. */
    @Test
    void whatWouldBeWithoutEffectIsRefused() throws Exception {
        product(
                "secure-cert-key: hmac-derived",
                "secure-cert-image: hashed",
                "commissionable-data: secure-cert",
                "ecdsa-key-id: 1");

        assertThat(refused())
                .contains("secure-cert-key goes with dac-placement \"secure-cert\" only, and this product's is \"nvs\"")
                .contains("secure-cert-image goes with dac-placement \"secure-cert\" only")
                .contains("commissionable-data goes with dac-placement \"secure-cert\" only")
                .contains("ecdsa-key-id goes with secure-cert-key \"ecdsa-peripheral\" only");

        product("dac-placement: secure-cert");
        assertThat(refused()).contains("\"secure-cert-key\" is missing").contains("the firmware could not sign");

        product("dac-placement: secure-cert", "secure-cert-key: ecdsa-peripheral");
        assertThat(refused()).contains("\"ecdsa-key-id\" is missing");
    }

    private String refused() throws IOException {
        Program.Result run = place.within("run", place.order("PO-1", MODULES).toString());
        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(place.home().root().resolve("PO-1")).doesNotExist();
        return String.join(" ", List.of(run.err().split("\\s+")));
    }
}
