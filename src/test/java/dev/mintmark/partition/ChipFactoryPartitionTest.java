package dev.mintmark.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.CalendarType;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.ProductColor;
import dev.mintmark.format.matter.ProductFinish;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.nvs.NvsContents;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.format.nvs.NvsWriter;
import dev.mintmark.format.nvs.PartitionCsv;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.FixedLabel;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.order.SupportedMode;
import dev.mintmark.order.SupportedMode.SemanticTag;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChipFactoryPartitionTest {
    private static final Set<String> PRIVATE = Set.of("dac-key", "dac-pub-key");

    /** What firmware uses all of, or none. */
    private static final Set<ChipFactoryKey> TOGETHER = Set.of(
            ChipFactoryKey.DISCRIMINATOR,
            ChipFactoryKey.ITERATION_COUNT,
            ChipFactoryKey.SALT,
            ChipFactoryKey.VERIFIER,
            ChipFactoryKey.DAC,
            ChipFactoryKey.DAC_KEY,
            ChipFactoryKey.DAC_PUBLIC_KEY,
            ChipFactoryKey.PAI);

    /** What esp-matter-mfg-tool was told in its run with all options. */
    private static final DeviceDetails PEERS_DETAILS = new DeviceDetails(
            Optional.of(ProductFinish.SATIN),
            Optional.of(ProductColor.NICKEL),
            Optional.of("PN-1"),
            Optional.of("https://example.com/p?a=1"),
            Optional.of("My label"),
            Set.of(CalendarType.BUDDHIST, CalendarType.GREGORIAN, CalendarType.TAIWANESE),
            List.of("en-US", "en-GB", "de-DE"),
            List.of(
                    new FixedLabel(0, "orientation", "up"),
                    new FixedLabel(1, "orientation", "down"),
                    new FixedLabel(10, "l", "v")),
            List.of(
                    new SupportedMode(1, "label1", 0, List.of(new SemanticTag(1, 0x8000), new SemanticTag(2, 0x8000))),
                    new SupportedMode(1, "label2", 1, List.of(new SemanticTag(1, 0x8000))),
                    new SupportedMode(2, "other", 0, List.of())),
            Optional.empty(),
            Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g01-basic",
                "g02-rotating-id",
                "g03-all-optional",
                "g04-extra-csv",
                "g11-flow-custom",
                "g15-iter1000-salt16"
            })
    void aPartitionIsThePeersWithoutThePrivateKey(String run) {
        List<CSVRecord> rows = PartitionCsv.rows(Vectors.text("mfg-tool/" + run + "/partition.csv")).stream()
                .filter(row -> !PRIVATE.contains(row.get("key")))
                .toList();
        ChipFactoryData data = dataOf(rows);

        byte[] image = ChipFactoryPartition.write(data, 0x6000);

        assertThat(image).isEqualTo(PartitionCsv.image(rows, 0x6000));
        assertThat(ChipFactoryPartition.read(image)).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g01-basic", "g02-rotating-id"})
    void thePeersOwnPartitionWithAHostMadeKeyIsReadAndWrittenAgain(String run) {
        byte[] theirs = Vectors.bytes("mfg-tool/" + run + "/partition.bin");
        ChipFactoryData data = dataOf(PartitionCsv.rows(Vectors.text("mfg-tool/" + run + "/partition.csv")));

        assertThat(ChipFactoryPartition.read(theirs)).isEqualTo(data);
        assertThat(ChipFactoryPartition.write(data, 0x6000)).isEqualTo(theirs);
        assertThat(data.attestation().orElseThrow().key()).isPresent();
    }

    @Test
    void aPartitionWhoseDacIsInTheSecureCertImageIsThePeers() {
        byte[] theirs = Vectors.bytes("mfg-tool/g09-dac-securecert/partition.bin");
        ChipFactoryData data = dataOf(PartitionCsv.rows(Vectors.text("mfg-tool/g09-dac-securecert/partition.csv")));

        assertThat(ChipFactoryPartition.read(theirs)).isEqualTo(data);
        assertThat(ChipFactoryPartition.write(data, 0x6000)).isEqualTo(theirs);
        assertThat(data.attestation()).isEmpty();
    }

    @Test
    void aPrivateKeyThatIsNotItsPublicKeysIsRefused() {
        byte[] image =
                copy("dac-pub-key", w -> w.blob("dac-pub-key", new byte[65])).toImage();

        assertThatThrownBy(() -> ChipFactoryPartition.read(image))
                .isInstanceOf(ChipFactoryException.class)
                .hasMessage("\"dac-pub-key\" is not the public key of \"dac-key\"");
    }

    @Test
    void whatThePeerWritesUnderNumberedKeysIsRead() {
        byte[] image =
                PartitionCsv.image(PartitionCsv.rows(Vectors.text("mfg-tool/g03-all-optional/partition.csv")), 0x6000);

        assertThat(ChipFactoryPartition.read(image).details()).isEqualTo(PEERS_DETAILS);
    }

    @Test
    void theKeysStandInThePeersOrder() {
        NvsContents contents = NvsReader.read(ChipFactoryPartition.write(Sample.full(), 0x3000));

        assertThat(contents.namespaces()).hasSize(1);
        assertThat(contents.namespaces().get(0).name()).isEqualTo("chip-factory");
        assertThat(contents.namespaces().get(0).entries())
                .extracting(NvsEntry::key)
                .containsExactly(
                        "discriminator",
                        "iteration-count",
                        "salt",
                        "vendor-id",
                        "vendor-name",
                        "product-id",
                        "product-name",
                        "hardware-ver",
                        "hw-ver-str",
                        "mfg-date",
                        "rd-id-uid",
                        "product-finish",
                        "product-color",
                        "part-number",
                        "serial-num",
                        "dac-cert",
                        "dac-key",
                        "dac-pub-key",
                        "pai-cert",
                        "verifier",
                        "cert-dclrn",
                        "cal-types",
                        "locale-sz",
                        "locale/0",
                        "fl-sz/fffe",
                        "fl-k/fffe/0",
                        "fl-v/fffe/0",
                        "sm-sz/ff",
                        "sm-label/ff/0",
                        "sm-mode/ff/0",
                        "sm-st-sz/ff/0",
                        "st-v/ff/0/0",
                        "st-mfg/ff/0/0",
                        "product-label",
                        "product-url",
                        "loc-capability",
                        "device-type");
    }

    @Test
    void noKeyHoldsThePasscode() {
        assertThat(ChipFactoryKey.values())
                .extracting(ChipFactoryKey::nvsKey)
                .doesNotHaveDuplicates()
                .doesNotContain("pin-code")
                .allSatisfy(key -> assertThat(key).hasSizeBetween(1, 15));
    }

    @Test
    void theLargestDataFitTheSmallestWritablePartition() {
        ChipFactoryData largest = Sample.full();

        assertThat(ChipFactoryPartition.read(ChipFactoryPartition.write(largest, 0x3000)))
                .isEqualTo(largest);
    }

    @Test
    void dataWithoutAnythingOptionalAreReadBack() {
        ChipFactoryData least = Sample.least();

        assertThat(ChipFactoryPartition.read(ChipFactoryPartition.write(least, 0x6000)))
                .isEqualTo(least);
    }

    @Test
    void randomDataAreReadBack() {
        Random random = new Random(816);
        for (int run = 0; run < 500; run++) {
            ChipFactoryData data = Sample.random(random);

            assertThat(ChipFactoryPartition.read(ChipFactoryPartition.write(data, 0x6000)))
                    .isEqualTo(data);
        }
    }

    @Test
    void theTextFormShowsNeitherVerifierNorSalt() {
        assertThat(Sample.least()).hasToString("chip-factory data of SN-1, FFF1/8000");
    }

    static Stream<Arguments> strangeImages() {
        return Stream.of(
                strange("key \"pin-code\" is none", w -> w.u32("pin-code", 20202021)),
                strange("key \"device-key\" is none", w -> w.blob("device-key", new byte[32])),
                strange("key \"locale/7\" is counted nowhere", w -> w.string("locale/7", "en")),
                strange("key \"fl-v/0/0\" is counted nowhere", w -> w.string("fl-v/0/0", "x")),
                strange("key \"sm-sz/0001\" is counted nowhere", w -> w.u32("sm-sz/0001", 0)),
                strange(
                        "endpoint 65535 is not",
                        w -> w.u32("fl-sz/ffff", 1).string("fl-k/ffff/0", "x").string("fl-v/ffff/0", "x")));
    }

    private static Arguments strange(String message, Consumer<NvsWriter> act) {
        return Arguments.of(message, act);
    }

    @ParameterizedTest
    @MethodSource("strangeImages")
    void whatDoesNotBelongIsRefusedByName(String message, Consumer<NvsWriter> act) {
        NvsWriter writer = copy("", w -> {});
        act.accept(writer);

        assertThatThrownBy(() -> ChipFactoryPartition.read(writer.toImage()))
                .isInstanceOf(ChipFactoryException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong("discriminator", "not within 0 and 4095", w -> w.u32("discriminator", 4096)),
                wrong("discriminator", "of another type", w -> w.u16("discriminator", 1)),
                wrong("iteration-count", "not within 1000 and 100000", w -> w.u32("iteration-count", 999)),
                wrong("salt", "not within 16 and 32 bytes", w -> w.string("salt", base64(15))),
                wrong("salt", "no base64", w -> w.string("salt", base64(16).replace("=", ""))),
                wrong("salt", "of another type", w -> w.blob("salt", new byte[16])),
                wrong("verifier", "is not 97 bytes", w -> w.string("verifier", base64(96))),
                wrong("vendor-id", "not within 1 and 65524", w -> w.u32("vendor-id", 0xFFF5)),
                wrong("vendor-name", "not within 1 and 32 bytes", w -> w.string("vendor-name", "é".repeat(17))),
                wrong("product-name", "not within 1 and 32 bytes", w -> w.string("product-name", "")),
                wrong("product-name", "a control character", w -> w.string("product-name", "a\nb")),
                wrong("hardware-ver", "not within 0 and 65535", w -> w.u32("hardware-ver", 65536)),
                wrong("hw-ver-str", "not within 1 and 64 bytes", w -> w.string("hw-ver-str", "x".repeat(65))),
                wrong("mfg-date", "is not YYYYMMDD", w -> w.string("mfg-date", "20261399")),
                wrong("mfg-date", "is not YYYYMMDD", w -> w.string("mfg-date", "2026-1122")),
                wrong("mfg-date", "is not YYYYMMDD", w -> w.string("mfg-date", "20261122123456789")),
                wrong("rd-id-uid", "is not 16 bytes", w -> w.blob("rd-id-uid", new byte[15])),
                wrong("serial-num", "serial number \"-x\"", w -> w.string("serial-num", "-x")),
                wrong("locale-sz", "of another type", w -> w.u16("locale-sz", 1)),
                wrong("locale/0", "of another type", w -> w.u32("locale/0", 1)),
                wrong("locale/0", "locale \"en_US\" is no language tag", w -> w.string("locale/0", "en_US")),
                wrong("fl-k/fffe/0", "\"fl-k/fffe/0\" is missing", w -> {}),
                wrong("product-finish", "not within 0 and 5", w -> w.u32("product-finish", 6)),
                wrong("product-color", "not within 0 and 20", w -> w.u32("product-color", 21)),
                wrong("cal-types", "not within 1 and 4095", w -> w.u32("cal-types", 4096)),
                wrong("loc-capability", "not within 0 and 2", w -> w.u32("loc-capability", 3)),
                wrong("dac-cert", "not within 1 and 600 bytes", w -> w.blob("dac-cert", new byte[601])),
                wrong("dac-cert", "of another type", w -> w.string("dac-cert", "x")),
                wrong("pai-cert", "not within 1 and 600 bytes", w -> w.blob("pai-cert", new byte[0])),
                wrong("cert-dclrn", "not within 1 and 900 bytes", w -> w.blob("cert-dclrn", new byte[901])));
    }

    private static Arguments wrong(String key, String message, Consumer<NvsWriter> act) {
        return Arguments.of(key, message, act);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aValueBeyondItsLimitsIsRefusedByName(String key, String message, Consumer<NvsWriter> act) {
        NvsWriter writer = copy(key, act);

        assertThatThrownBy(() -> ChipFactoryPartition.read(writer.toImage()))
                .isInstanceOf(ChipFactoryException.class)
                .hasMessageContaining(message)
                .message()
                .containsIgnoringCase(key.substring(0, 4));
    }

    @Test
    void aMissingKeyIsRefusedByNameUnlessItIsOptional() {
        for (ChipFactoryKey key : ChipFactoryKey.values()) {
            byte[] image = copy(key.nvsKey(), w -> {}).toImage();
            if (key.isRequired()) {
                assertThatThrownBy(() -> ChipFactoryPartition.read(image))
                        .hasMessage("key \"%s\" is missing".formatted(key.nvsKey()));
            } else if (TOGETHER.contains(key)) {
                assertThatThrownBy(() -> ChipFactoryPartition.read(image))
                        .isInstanceOf(ChipFactoryException.class)
                        .hasMessage("key \"%s\" is missing".formatted(key.nvsKey()));
            } else {
                assertThat(ChipFactoryPartition.read(image)).isNotEqualTo(Sample.full());
            }
        }
    }

    @Test
    void aDamagedImageIsRefusedWithItsPlace() {
        byte[] image = ChipFactoryPartition.write(Sample.full(), 0x3000);
        image[100] ^= 1;

        assertThatThrownBy(() -> ChipFactoryPartition.read(image))
                .isInstanceOf(ChipFactoryException.class)
                .hasMessageContaining("page 0 entry 1");
    }

    /** The full sample with one key left out and something else in its place. */
    private static NvsWriter copy(String without, Consumer<NvsWriter> instead) {
        byte[] image = ChipFactoryPartition.write(Sample.full(), 0x3000);
        NvsWriter writer = new NvsWriter(0x6000).namespace("chip-factory");
        for (NvsEntry entry : NvsReader.read(image).namespaces().get(0).entries()) {
            if (entry.key().equals(without)) {
                instead.accept(writer);
            } else if (entry.value() instanceof NvsValue.Int number) {
                writer.u32(entry.key(), number.value());
            } else if (entry.value() instanceof NvsValue.Text text) {
                writer.string(entry.key(), text.value());
            } else if (entry.value() instanceof NvsValue.Blob blob) {
                writer.blob(entry.key(), blob.value().toByteArray());
            }
        }
        return writer;
    }

    private static String base64(int size) {
        return Base64.getEncoder().encodeToString(new byte[size]);
    }

    private static ChipFactoryData dataOf(List<CSVRecord> rows) {
        Map<String, String> row = rows.stream()
                .filter(r -> !r.get("type").equals("namespace"))
                .collect(Collectors.toMap(r -> r.get("key"), r -> r.get("value"), (a, b) -> a));
        return new ChipFactoryData(
                Optional.of(new CommissionableData(
                        new Discriminator(Integer.parseInt(row.get("discriminator"))),
                        Integer.parseInt(row.get("iteration-count")),
                        Bytes.of(Base64.getDecoder().decode(row.get("salt"))),
                        SecretBytes.wrap(Base64.getDecoder().decode(row.get("verifier"))))),
                new VendorId(Integer.parseInt(row.get("vendor-id"))),
                row.get("vendor-name"),
                new ProductId(Integer.parseInt(row.get("product-id"))),
                row.get("product-name"),
                Optional.ofNullable(row.get("hardware-ver")).map(Integer::valueOf),
                Optional.ofNullable(row.get("hw-ver-str")),
                Optional.ofNullable(row.get("mfg-date")).map(ManufacturingDate::new),
                Optional.ofNullable(row.get("rd-id-uid")).map(Bytes::fromHex),
                details(row),
                new SerialNumber(row.get("serial-num")),
                Optional.ofNullable(row.get("dac-cert"))
                        .map(dac -> new DeviceAttestation(
                                Bytes.of(PartitionCsv.MfgToolInputs.fileNamed(dac)),
                                Bytes.of(PartitionCsv.MfgToolInputs.fileNamed(row.get("pai-cert"))),
                                Optional.ofNullable(row.get("dac-key"))
                                        .map(key -> P256KeyPair.of(
                                                SecretBytes.wrap(PartitionCsv.MfgToolInputs.fileNamed(key)))))),
                Bytes.of(PartitionCsv.MfgToolInputs.fileNamed(row.get("cert-dclrn"))),
                NvsReader.read(PartitionCsv.image(rows, 0x6000)).namespaces().stream()
                        .filter(namespace -> !namespace.name().equals("chip-factory"))
                        .toList());
    }

    /** Of the peer's one run with all options, spelt out above. */
    private static DeviceDetails details(Map<String, String> row) {
        if (!row.containsKey("product-url")) {
            return DeviceDetails.NONE;
        }
        return PEERS_DETAILS;
    }
}
