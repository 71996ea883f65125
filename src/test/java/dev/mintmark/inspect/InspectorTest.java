package dev.mintmark.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.nvs.NvsCipher;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.format.nvs.NvsWriter;
import dev.mintmark.label.QrPng;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {
    private static final String PAYLOAD = "MT:Y.K9042C00KA0648G00";

    private static Inspection inspect(byte[] content) {
        return new Inspector(false).inspect(content).orElseThrow();
    }

    private static Inspection inspect(String text) {
        return inspect(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The value at {@code a/b/2/c}. */
    private static Object at(Inspection inspection, String path) {
        Shown shown = inspection.content();
        for (String name : path.split("/")) {
            shown = shown instanceof Shown.Many many
                    ? many.items().get(Integer.parseInt(name))
                    : ((Shown.Group) shown).fields().get(name);
        }
        return value(shown);
    }

    private static Object value(Shown shown) {
        if (shown instanceof Shown.Number number) {
            return number.value().longValueExact();
        }
        if (shown instanceof Shown.Blob blob) {
            return blob.value().hex();
        }
        if (shown instanceof Shown.Text text) {
            return text.value();
        }
        return shown instanceof Shown.Flag flag ? flag.value() : shown;
    }

    @Test
    void anImageShowsNumbersTextAndBlobs() {
        byte[] image = new NvsWriter(0x3000)
                .namespace("chip-factory")
                .u32("discriminator", 3840)
                .u64("all", -1)
                .string("serial-num", "SN-1")
                .blob("rd-id-uid", new byte[] {1, (byte) 0xAB})
                .toImage();

        Inspection found = inspect(image);
        assertThat(found.kind()).isEqualTo(FileKind.NVS_IMAGE);
        assertThat(found.problems()).isEmpty();
        String factory = "namespaces/chip-factory/";
        assertThat(at(found, factory + "discriminator/value")).isEqualTo(3840L);
        assertThat(((Shown.Number) ((Shown.Group) ((Shown.Group)
                                        ((Shown.Group) found.content().fields().get("namespaces"))
                                                .fields()
                                                .get("chip-factory"))
                                .fields()
                                .get("all"))
                        .fields()
                        .get("value")))
                .isEqualTo(new Shown.Number(new BigInteger("18446744073709551615")));
        assertThat(at(found, factory + "serial-num/value")).isEqualTo("SN-1");
        assertThat(at(found, factory + "rd-id-uid/value")).isEqualTo("01ab");
    }

    @Test
    void anEncryptedImageIsShownWithItsKeysAndNamedWithoutThem() {
        byte[] both = new byte[NvsKeys.LENGTH];
        new Random(1).nextBytes(both);
        byte[] plain =
                new NvsWriter(0x3000).namespace("chip-factory").u8("u8", 7).toImage();
        try (NvsKeys keys = NvsKeys.of(both)) {
            byte[] image = NvsCipher.encrypt(plain, keys);

            assertThat(inspect(image).problems()).singleElement().asString().contains("--keys FILE");
            Inspection found = with(both, image);
            assertThat(at(found, "encrypted")).isEqualTo(true);
            assertThat(at(found, "namespaces/chip-factory/u8/value")).isEqualTo(7L);
            assertThat(with(keys.toPartition(), image).content()).isEqualTo(found.content());
            assertThat(inspect(keys.toPartition()).kind()).isEqualTo(FileKind.NVS_KEYS_PARTITION);
            byte[] others = both.clone();
            others[0]++;
            assertThat(with(others, image).problems())
                    .singleElement()
                    .asString()
                    .startsWith("with these keys: ");
            assertThatThrownBy(() -> Inspector.withKeys(new byte[7], false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Inspection with(byte[] keyFile, byte[] image) {
        try (Inspector inspector = Inspector.withKeys(keyFile, false)) {
            return inspector.inspect(image).orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"g01-basic", "g02-rotating-id", "g03-all-optional", "g04-extra-csv", "g11-flow-custom"})
    void espressifsPartitionsAreRead(String run) throws IOException {
        Inspection found = inspect(Vectors.bytes("mfg-tool/" + run + "/partition.bin"));

        assertThat(found.kind()).isEqualTo(FileKind.NVS_IMAGE);
        for (String line : Files.readAllLines(Vectors.path("mfg-tool/" + run + "/partition.csv"))) {
            String[] cells = line.split(",", 4);
            boolean integer = cells.length == 4 && cells[2].matches("[ui][0-9]+");
            if (integer && line.startsWith("discriminator")) {
                assertThat(at(found, "namespaces/chip-factory/discriminator/value"))
                        .isEqualTo(Long.parseLong(cells[3].strip()));
            }
        }
        Inspection codes = inspect(Vectors.bytes("mfg-tool/" + run + "/onb_codes.csv"));
        assertThat(codes.kind()).isEqualTo(FileKind.ONBOARDING_CODES);
        assertThat(at(codes, "discriminator")).isEqualTo(at(found, "namespaces/chip-factory/discriminator/value"));
    }

    @ParameterizedTest
    @CsvSource({
        "g02_prims.v1.bin,",
        "g04_blobs.v1.bin,",
        "g02_prims.ro0x1000.bin,",
        "g05_matter.enc.bin, keys_fixed.bin",
        "g09_blob_split.enc.bin, keys_fixed.bin",
        "g05_matter.enchmac.bin, hmac_key.bin",
        "g12_full_page.v2.bin,"
    })
    void everyKindOfImageIsRead(String image, String keyFile) {
        byte[] content = Vectors.bytes("nvs/" + image);
        Inspection found = keyFile == null ? inspect(content) : with(Vectors.bytes("nvs/" + keyFile), content);

        assertThat(found.kind()).isEqualTo(FileKind.NVS_IMAGE);
        assertThat(found.problems()).noneMatch(problem -> problem.contains("key"));
        assertThat(at(found, "encrypted")).isEqualTo(keyFile != null);
    }

    @Test
    void aPrivateKeyIsSaidToBeThereAndShownOnlyOnDemand() {
        byte[] image = Vectors.bytes("nvs/g05_matter.v2.bin");
        String key = "namespaces/chip-factory/dac-key";

        Inspection found = inspect(image);
        assertThat(at(found, key + "/private_key/present")).isEqualTo(true);
        assertThat(at(found, key + "/private_key/bytes")).isEqualTo(32L);
        assertThat(((Shown.Group) at(found, key)).fields()).doesNotContainKey("value");
        Inspection told = new Inspector(true).inspect(image).orElseThrow();
        assertThat(String.valueOf(at(told, key + "/value"))).hasSize(64);
    }

    @Test
    void aSecureCertImageShowsItsTlvsAndWhetherTheKeyIsTheDacs() {
        Inspection found = inspect(Vectors.bytes("mfg-tool/g09-dac-securecert/esp_secure_cert.bin"));

        assertThat(found.kind()).isEqualTo(FileKind.SECURE_CERT_IMAGE);
        assertThat(at(found, "tlvs/0/certificate/role")).isEqualTo("DAC");
        assertThat(at(found, "tlvs/1/certificate/role")).isEqualTo("PAI");
        assertThat(at(found, "tlvs/2/private_key/matches_dac")).isEqualTo(true);
        assertThat(((Shown.Group) at(found, "tlvs/2")).fields()).doesNotContainKey("value");
        byte[] damaged = Vectors.bytes("mfg-tool/g09-dac-securecert/esp_secure_cert.bin");
        damaged[40] ^= 1;
        assertThat(inspect(damaged).problems()).hasSize(1);
    }

    @Test
    void certificatesAreReadByThemselvesAndAsAChain() throws IOException {
        byte[] paa = Vectors.bytes("matter/attestation/Chip-Test-PAA-FFF1-Cert.pem");
        Inspection one = inspect(paa);
        assertThat(one.kind()).isEqualTo(FileKind.CERTIFICATE);
        assertThat(at(one, "role")).isEqualTo("PAA");
        assertThat(one.problems()).contains("its private key is published: for tests only");
        Path pai;
        try (Stream<Path> all = Files.list(Vectors.path("matter/attestation"))) {
            pai = all.filter(path -> path.getFileName().toString().startsWith("Chip-Test-PAI-FFF1")
                            && path.toString().endsWith(".pem"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        Inspection chain = inspect(Files.readString(pai) + new String(paa, StandardCharsets.US_ASCII));
        assertThat(chain.kind()).isEqualTo(FileKind.CERTIFICATE_CHAIN);
        assertThat(at(chain, "certificates/0/role")).isEqualTo("PAI");
        assertThat(at(chain, "certificates/1/role")).isEqualTo("PAA");
    }

    @Test
    void aRequestIsReadInEitherForm() {
        byte[] der = CertificateRequest.create(BigInteger.valueOf(12345));
        String pem = "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));

        assertThat(inspect(der).kind()).isEqualTo(FileKind.CERTIFICATE_REQUEST);
        assertThat(inspect(pem).content()).isEqualTo(inspect(der).content());
        der[der.length - 1] ^= 1;
        assertThat(inspect(der).problems()).containsExactly("the signature over the request is not of the key in it");
        assertThat(inspect("-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
                                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(der)))
                        .problems())
                .hasSize(1);
    }

    @Test
    void codesTellWhatTheyTellAPhone() {
        Inspection payload = inspect(PAYLOAD + "\n");
        assertThat(payload.kind()).isEqualTo(FileKind.ONBOARDING_PAYLOAD);
        assertThat(at(payload, "vendor_id")).isEqualTo("FFF1");
        assertThat(at(payload, "discriminator")).isEqualTo(3840L);
        assertThat(at(payload, "passcode")).isEqualTo(20202021L);
        assertThat(at(payload, "manualcode")).isEqualTo("3497-011-2332");
        for (String code : List.of("34970112332", "3497-011-2332\n", "7497-011-2336\n5522-327-69-2")) {
            Inspection manual = inspect(code);
            assertThat(manual.kind()).as(code).isEqualTo(FileKind.MANUAL_PAIRING_CODE);
            assertThat(at(manual, "passcode")).isEqualTo(20202021L);
        }
        Inspection image = inspect(QrPng.write(PAYLOAD));
        assertThat(image.kind()).isEqualTo(FileKind.QR_IMAGE);
        assertThat(at(image, "text")).isEqualTo(PAYLOAD);
        assertThat(at(image, "payload/passcode")).isEqualTo(20202021L);
        Inspection label = inspect("^XA^FO9,9^BQN,2,6^FDMA," + PAYLOAD + "^FS^FDSN 1^FS^XZ");
        assertThat(at(label, "qr_codes/0/payload/passcode")).isEqualTo(20202021L);
        assertThat(at(label, "texts/0")).isEqualTo("SN 1");
        assertThat(inspect("MT:Y.K9042C00KA0648G0!").problems()).hasSize(1);
        assertThat(inspect("34970112333").problems()).hasSize(1);
    }

    @Test
    void keysAreNamedAndNothingMore() {
        String secret = HexFormat.of().formatHex("a secret".getBytes(StandardCharsets.US_ASCII));
        Inspection key = inspect("-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
        assertThat(key.kind()).isEqualTo(FileKind.PRIVATE_KEY);
        assertThat(key.content().toString()).doesNotContain(secret);
        Inspection order = inspect("mintmark-order-key-v1 " + secret + "\n");
        assertThat(order.kind()).isEqualTo(FileKind.ORDER_KEY);
        assertThat(order.content().toString()).doesNotContain(secret);
    }

    @Test
    void whatIsNothingOfTheTradeIsNothing() {
        byte[] noise = new byte[4096];
        new Random(7).nextBytes(noise);
        for (byte[] other : List.of(
                new byte[0],
                new byte[] {0x30},
                new byte[4096],
                noise,
                "hello\n".getBytes(StandardCharsets.US_ASCII),
                "{\"a\": 1}".getBytes(StandardCharsets.US_ASCII))) {
            assertThat(new Inspector(false).inspect(other)).isEmpty();
        }
    }

    @Test
    void thePageNamesEveryKind() throws IOException {
        String page = Files.readString(Path.of("docs/inspect.md"));
        for (FileKind kind : FileKind.values()) {
            assertThat(page).contains("| `%s` | ".formatted(kind.word()));
        }
    }
}
