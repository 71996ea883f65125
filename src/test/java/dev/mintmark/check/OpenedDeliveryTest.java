package dev.mintmark.check;

import static dev.mintmark.check.CheckCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.Passcode;
import dev.mintmark.format.matter.Spake2pVerifier;
import dev.mintmark.label.OnboardingCodesCsv;
import dev.mintmark.label.QrPng;
import dev.mintmark.order.OrderId;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryPartition;
import dev.mintmark.partition.CommissionableData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery that was opened and then changed: each change has its code, and no other. */
class OpenedDeliveryTest {
    @TempDir
    private static Path home;

    private static Deliveries deliveries;

    @TempDir
    private Path folder;

    private Path opened;
    private OpenedLot lot;
    private String a;
    private String b;

    @BeforeAll
    static void deliver() throws IOException {
        deliveries = Deliveries.make(home);
    }

    @BeforeEach
    void copy() throws IOException {
        opened = folder.resolve("opened");
        Deliveries.copy(deliveries.opened(), opened);
        lot = new OpenedLot(opened.resolve("lot-0001"));
        a = lot.modules().get(0);
        b = lot.modules().get(1);
    }

    static CheckWatch nobody() {
        return new CheckWatch() {
            @Override
            public void begin(OrderId order, long modules) {
                // nobody looks
            }

            @Override
            public void advance(long modules) {
                // nobody looks
            }
        };
    }

    private CheckReport check() throws IOException {
        return new DeliveryCheck(nobody()).opened(opened);
    }

    private void finds(CheckCode... codes) throws IOException {
        CheckReport report = check();
        Set<CheckCode> found = report.findings().stream().map(Finding::code).collect(Collectors.toSet());
        assertThat(found).as("%s", report.findings()).containsExactlyInAnyOrder(codes);
    }

    /** The hashes and counts are put right first: what is wrong is only what the files say. */
    private void findsInABag(CheckCode... codes) throws IOException {
        lot.bagAgain();
        finds(codes);
    }

    /** They print what the manifest says too: a row that is changed makes more than one finding. */
    private void withoutPrintedLabels() throws IOException {
        for (String module : lot.modules()) {
            Files.deleteIfExists(lot.file(module, "-label.zpl"));
        }
        Files.delete(lot.data("labels.pdf"));
        lot.bagAgain();
    }

    @Test
    void aDeliveryAsItWasOpenedIsGood() throws IOException {
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.modules()).isEqualTo(6);
        assertThat(report.lots()).isEqualTo(2);
        lot.bagAgain();
        assertThat(check().findings())
                .as("the test makes bags as mintmark does")
                .isEmpty();
    }

    @Test
    void aLotThatIsMissingOrThatNobodyNamedIsFound() throws IOException {
        Path second = opened.resolve("lot-0002");
        Path aside = Files.move(second, folder.resolve("aside"));
        finds(FILE_MISSING);
        assertThat(check().findings())
                .singleElement()
                .extracting(Finding::place)
                .isEqualTo("lot-0002");
        Files.move(aside, second);

        Path bundle = opened.resolve("bundle.json");
        byte[] said = Files.readAllBytes(bundle);
        Files.writeString(bundle, "{}");
        finds(BAG_UNREADABLE);
        Files.delete(bundle);
        assertThat(check().findings()).isEmpty();
        assertThat(check().notes()).containsExactly("without bundle.json nobody can tell whether a lot is missing");
        Files.write(bundle, said);

        Deliveries.copy(second, opened.resolve("lot-0003"));
        assertThat(check().findings())
                .anyMatch(finding ->
                        finding.code() == FILE_UNLISTED && finding.place().equals("lot-0003"));
    }

    @Test
    void oneLotIsCheckedByItself() throws IOException {
        CheckReport report = new DeliveryCheck(nobody()).lot(opened.resolve("lot-0002"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.modules()).isEqualTo(3);
        Files.move(opened.resolve("lot-0002"), folder.resolve("elsewhere"));
        assertThat(new DeliveryCheck(nobody()).lot(folder.resolve("elsewhere")).findings())
                .as("whatever its name")
                .isEmpty();
    }

    @Test
    void aLabelThatPrintsAnotherModulesCodesIsFound() throws IOException {
        Path label = lot.file(a, "-label.zpl");
        String good = Files.readString(label);
        for (String column : List.of("qrcode", "manualcode", "mac")) {
            OpenedLot.replace(label, lot.cell(a, column), lot.cell(b, column));
            findsInABag(ZPL_LABEL_DIFFERS);
            assertThat(check().findings()).singleElement().asString().contains(column);
            Files.writeString(label, good);
        }
        Files.writeString(label, good.replaceAll("\\^FO40.*?\\^FS", ""));
        findsInABag(ZPL_LABEL_DIFFERS);
        Files.delete(label);
        findsInABag(MODULE_FILE_MISSING);
        withoutPrintedLabels();
        assertThat(check().findings()).as("no lot has to have them").isEmpty();
    }

    @Test
    void aSheetOfOtherLabelsIsFound() throws IOException {
        Path sheet = lot.data("labels.pdf");
        byte[] good = Files.readAllBytes(sheet);
        Files.copy(opened.resolve("lot-0002/data/labels.pdf"), sheet, StandardCopyOption.REPLACE_EXISTING);
        findsInABag(LABEL_SHEET_DIFFERS);
        assertThat(check().findings()).hasSize(3).allSatisfy(finding -> assertThat(finding.text())
                .isEqualTo("labels.pdf prints another qrcode, manualcode, mac"));
        Files.write(sheet, Arrays.copyOf(good, 1000));
        findsInABag(LABEL_SHEET_MALFORMED);
    }

    @Test
    void aFileThatIsGoneIsToldOnce() throws IOException {
        Files.delete(lot.file(a, "-dac.der"));
        finds(FILE_MISSING);
        assertThat(check().findings()).singleElement().satisfies(finding -> assertThat(finding.place())
                .isEqualTo("lot-0001/data/modules/%s/%s-dac.der", a, a));
    }

    @Test
    void eachFileOfTheBagAndOfTheLotIsMissedOnce() throws IOException {
        for (String path : List.of(
                "bagit.txt",
                "bag-info.txt",
                "manifest-sha256.txt",
                "tagmanifest-sha256.txt",
                "data/manifest.csv",
                "data/labels.csv",
                "data/pai.der")) {
            Path file = lot.root().resolve(path);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            finds(FILE_MISSING);
            assertThat(check().findings()).as(path).hasSize(1);
            Files.write(file, content);
        }
    }

    @Test
    void aFileThatNobodyListsIsFound() throws IOException {
        Files.writeString(lot.data("readme.txt"), "hello");
        finds(FILE_UNLISTED);
        Files.delete(lot.data("readme.txt"));
        Files.writeString(lot.root().resolve("notes.txt"), "hello");
        finds(FILE_UNLISTED);
        Files.delete(lot.root().resolve("notes.txt"));
        Files.writeString(opened.resolve("notes.txt"), "hello");
        finds(FILE_UNLISTED);
        Files.delete(opened.resolve("notes.txt"));
        Files.createSymbolicLink(lot.data("pai2.der"), Path.of("pai.der"));
        finds(FILE_UNLISTED);
    }

    @Test
    void aListedFileWithoutAPlaceIsFound() throws IOException {
        Files.writeString(lot.data("readme.txt"), "hello");
        findsInABag(FILE_UNEXPECTED);
        Files.delete(lot.data("readme.txt"));
        Files.writeString(lot.file(a, "-dac-key.pem"), "hello");
        findsInABag(FILE_UNEXPECTED);
    }

    @Test
    void aChangedFileIsToldOnceAndNotLookedInto() throws IOException {
        for (Path file : List.of(
                lot.file(a, "-partition.bin"),
                lot.file(a, "-dac.der"),
                lot.file(b, "-qrcode.png"),
                lot.file(b, "-onb_codes.csv"),
                lot.data("labels.csv"),
                lot.data("pai.der"),
                lot.data("manifest.csv"),
                lot.root().resolve("bagit.txt"),
                lot.root().resolve("bag-info.txt"))) {
            byte[] content = Files.readAllBytes(file);
            byte[] flipped = content.clone();
            flipped[flipped.length / 2] ^= 1;
            Files.write(file, flipped);
            finds(FILE_CHANGED);
            Files.write(file, content);
        }
    }

    @Test
    void aListThatCannotBeReadIsFound() throws IOException {
        Files.writeString(lot.root().resolve("tagmanifest-sha256.txt"), "hello\n");
        finds(BAG_UNREADABLE);
    }

    @Test
    void aFlippedByteInAnImageIsFoundWhereverItIs() throws IOException {
        Path image = lot.file(a, "-partition.bin");
        byte[] content = Files.readAllBytes(image);
        for (int at : new int[] {0, 70, 2000, content.length - 1}) {
            byte[] flipped = content.clone();
            flipped[at] ^= 1;
            Files.write(image, flipped);
            lot.bagAgain();
            assertThat(check().findings())
                    .as("byte %d", at)
                    .extracting(Finding::code)
                    .containsAnyOf(PARTITION_MALFORMED, PARTITION_DIFFERS)
                    .isSubsetOf(PARTITION_MALFORMED, PARTITION_DIFFERS);
        }
    }

    @Test
    void swappedFilesOfTwoModulesAreFound() throws IOException {
        OpenedLot.swap(lot.file(a, "-dac.der"), lot.file(b, "-dac.der"));
        findsInABag(DAC_DIFFERS);
        assertThat(check().findings()).hasSize(2);
        OpenedLot.swap(lot.file(a, "-dac.der"), lot.file(b, "-dac.der"));
        OpenedLot.swap(lot.file(a, "-qrcode.png"), lot.file(b, "-qrcode.png"));
        findsInABag(QR_IMAGE_DIFFERS);
        OpenedLot.swap(lot.file(a, "-qrcode.png"), lot.file(b, "-qrcode.png"));
        OpenedLot.swap(lot.file(a, "-onb_codes.csv"), lot.file(b, "-onb_codes.csv"));
        findsInABag(ONBOARDING_CODES_DIFFER);
        OpenedLot.swap(lot.file(a, "-onb_codes.csv"), lot.file(b, "-onb_codes.csv"));
        OpenedLot.swap(lot.file(a, "-partition.bin"), lot.file(b, "-partition.bin"));
        findsInABag(PARTITION_DIFFERS, VERIFIER_DIFFERS);
    }

    /** Everything that is printed agrees; only the device would not open. */
    @Test
    void aLabelThatDoesNotOpenItsDeviceIsFoundByTheVerifier() throws IOException {
        withoutPrintedLabels();
        OnboardingPayload before = OnboardingPayload.parse(lot.cell(a, "qrcode"));
        OnboardingPayload other = new OnboardingPayload(
                before.ids(),
                before.flow(),
                before.discovery(),
                before.discriminator(),
                new Passcode(before.passcode().value() == 20202021 ? 20202022 : 20202021));
        String qrCode = other.qrCode();
        String manual = other.manualCode().printed();
        String manualBefore = lot.cell(a, "manualcode");
        lot.cell(a, "qrcode", cell -> qrCode);
        lot.cell(a, "manualcode", cell -> manual);
        OpenedLot.replace(lot.data("labels.csv"), before.qrCode(), qrCode);
        OpenedLot.replace(lot.data("labels.csv"), manualBefore, manual);
        Files.write(lot.file(a, "-qrcode.png"), QrPng.write(qrCode));
        Files.write(
                lot.file(a, "-onb_codes.csv"),
                OnboardingCodesCsv.write(
                        qrCode,
                        manual,
                        other.discriminator().value(),
                        other.passcode().value()));
        findsInABag(VERIFIER_DIFFERS);
    }

    @Test
    void anImageOfOtherValuesIsFoundThoughTheRowHasItsHash() throws IOException {
        ChipFactoryData data = ChipFactoryPartition.read(Files.readAllBytes(lot.file(a, "-partition.bin")));
        OnboardingPayload onboarding = OnboardingPayload.parse(lot.cell(a, "qrcode"));
        Bytes salt = Bytes.of(new byte[32]);
        try (SecretBytes verifier = Spake2pVerifier.compute(onboarding.passcode(), salt, 2000)) {
            ChipFactoryData other = with(data, salt, 2000, verifier, data.certificationDeclaration());
            put(other);
            findsInABag();
            put(with(data, salt, 3000, verifier, data.certificationDeclaration()));
            findsInABag(VERIFIER_DIFFERS);
            put(with(data, salt, 2000, verifier, Bytes.of((byte) 0x30, (byte) 0)));
            findsInABag(DECLARATION_MALFORMED);
        }
    }

    private void put(ChipFactoryData data) throws IOException {
        byte[] image = ChipFactoryPartition.write(data, 0x6000);
        Files.write(lot.file(a, "-partition.bin"), image);
        lot.cell(a, "partition_sha256", cell -> OpenedLot.sha256(image));
    }

    private static ChipFactoryData with(
            ChipFactoryData data, Bytes salt, int iterations, SecretBytes verifier, Bytes declaration) {
        return new ChipFactoryData(
                Optional.of(new CommissionableData(
                        data.commissionable().orElseThrow().discriminator(), iterations, salt, verifier)),
                data.vendorId(),
                data.vendorName(),
                data.productId(),
                data.productName(),
                data.hardwareVersion(),
                data.hardwareVersionString(),
                data.manufacturingDate(),
                data.rotatingId(),
                data.details(),
                data.serialNumber(),
                data.attestation(),
                declaration,
                data.own());
    }

    @Test
    void aCellOfTheManifestThatFitsNoFileIsFound() throws IOException {
        withoutPrintedLabels();
        changed(
                "discriminator",
                cell -> cell.equals("7") ? "8" : "7",
                PARTITION_DIFFERS,
                CODE_DIFFERS,
                ONBOARDING_CODES_DIFFER);
        changed("partition_sha256", OpenedDeliveryTest::other, PARTITION_DIFFERS);
        changed("spki_sha256", OpenedDeliveryTest::other, DAC_DIFFERS);
        changed("dac_serial", OpenedDeliveryTest::other, DAC_DIFFERS);
        changed("dac_sha256", OpenedDeliveryTest::other, DAC_DIFFERS, PARTITION_DIFFERS);
        changed("issuer_ski", OpenedDeliveryTest::other, DAC_DIFFERS);
        changed("dac_not_before", cell -> "2001" + cell.substring(4), DAC_DIFFERS);
        changed("serial_number", cell -> "X1", PARTITION_DIFFERS, LABEL_DIFFERS);
        changed("mac", cell -> "02:00:00:00:00:01", LABEL_DIFFERS);
        changed(
                "vendor_id",
                cell -> "FFF2",
                LOT_MISLABELLED,
                DAC_DIFFERS,
                PARTITION_DIFFERS,
                CODE_DIFFERS,
                LABEL_DIFFERS,
                DECLARATION_DIFFERS);
        changed("order", cell -> "PO-8", LOT_MISLABELLED);
        changed("lot", cell -> "0002", LOT_MISLABELLED);
        changed("reference", cell -> "SO-2", LOT_MISLABELLED);
        changed("issuer_key", cell -> "soft", LOT_MISLABELLED, DECLARATION_DIFFERS);
        changed("secure_cert_sha256", cell -> "00".repeat(32), MODULE_FILE_MISSING);
        changed("keys", cell -> "host-made", PRIVATE_KEY_DIFFERS);
        changed("manualcode", cell -> "3497-011-2332", CODE_DIFFERS, ONBOARDING_CODES_DIFFER, LABEL_DIFFERS);
        changed("manualcode", cell -> cell.replace("-", ""), CODE_DIFFERS, ONBOARDING_CODES_DIFFER, LABEL_DIFFERS);
        changed("manualcode", cell -> "3497-011-2333", CODE_MALFORMED, ONBOARDING_CODES_DIFFER, LABEL_DIFFERS);
        changed("qrcode", cell -> cell + "0", CODE_MALFORMED, QR_IMAGE_DIFFERS, LABEL_DIFFERS);
    }

    private static String other(String hex) {
        return hex.replace('a', 'e').replace('1', '4').replace('3', '5');
    }

    private void changed(String column, java.util.function.UnaryOperator<String> change, CheckCode... codes)
            throws IOException {
        byte[] before = Files.readAllBytes(lot.data("manifest.csv"));
        lot.cell(a, column, change);
        findsInABag(codes);
        Files.write(lot.data("manifest.csv"), before);
    }

    @Test
    void aCellThatIsNotInItsFormIsFoundAndTheOthersAreChecked() throws IOException {
        withoutPrintedLabels();
        for (String column :
                List.of("seq", "delivery", "module_id", "dac_sha256", "dac_not_after", "issued_at", "mac")) {
            byte[] before = Files.readAllBytes(lot.data("manifest.csv"));
            lot.cell(b, column, cell -> "x" + cell + "Y");
            lot.bagAgain();
            assertThat(check().findings())
                    .as(column)
                    .extracting(Finding::code)
                    .contains(MANIFEST_MALFORMED)
                    .isSubsetOf(MANIFEST_MALFORMED, MODULE_UNLISTED, LABEL_DIFFERS);
            Files.write(lot.data("manifest.csv"), before);
        }
    }

    @Test
    void aManifestOfAnotherFormIsFound() throws IOException {
        List<List<String>> rows = lot.rows("manifest.csv");
        lot.write(
                "manifest.csv",
                rows.stream().map(row -> row.subList(0, row.size() - 1)).toList());
        findsInABag(MANIFEST_MALFORMED);
        lot.write("manifest.csv", rows);
        Files.writeString(
                lot.data("manifest.csv"),
                Files.readString(lot.data("manifest.csv")).replace("\r\n", "\n"));
        findsInABag(MANIFEST_MALFORMED);
        lot.write("manifest.csv", rows.subList(0, 1));
        findsInABag(MANIFEST_MALFORMED);
    }

    @Test
    void aPasscodeColumnIsFoundInAnyTable() throws IOException {
        for (String table : List.of("manifest.csv", "labels.csv")) {
            List<List<String>> rows = lot.rows(table);
            List<List<String>> more = new ArrayList<>();
            rows.forEach(row -> {
                List<String> longer = new ArrayList<>(row);
                longer.add(more.isEmpty() ? "passcode" : "20202021");
                more.add(longer);
            });
            lot.write(table, more);
            findsInABag(PASSCODE_COLUMN);
            lot.write(table, rows);
        }
        Files.writeString(lot.data("extra.csv"), "mac,PIN code\r\n");
        findsInABag(PASSCODE_COLUMN, FILE_UNEXPECTED);
    }

    @Test
    void modulesWithoutRowAndRowsWithoutFilesAreFound() throws IOException {
        withoutPrintedLabels();
        List<List<String>> rows = lot.rows("manifest.csv");
        List<List<String>> fewer = new ArrayList<>(rows);
        fewer.removeIf(row -> row.contains(a));
        lot.write("manifest.csv", fewer);
        findsInABag(MODULE_UNLISTED, LABEL_DIFFERS);
        lot.write("manifest.csv", rows);
        Files.delete(lot.file(a, "-qrcode.png"));
        findsInABag(MODULE_FILE_MISSING);
    }

    @Test
    void aRowOfTheLabelsThatIsWrongGoneOrTwiceIsFound() throws IOException {
        Path labels = lot.data("labels.csv");
        String before = Files.readString(labels);
        OpenedLot.replace(labels, "\"Lights, Inc\",Light 1", "\"Lights, Inc\",Light 2");
        findsInABag(LABEL_DIFFERS);
        assertThat(check().findings()).hasSize(3).allMatch(finding -> finding.text()
                .contains("product_name"));
        String line =
                before.lines().filter(each -> each.contains(a)).findFirst().orElseThrow() + "\r\n";
        Files.writeString(labels, before.replace(line, ""));
        findsInABag(LABEL_MISSING);
        Files.writeString(labels, before + line);
        findsInABag(LABEL_DIFFERS);
        Files.writeString(labels, before.replace("\r\n", "\n"));
        findsInABag(LABELS_MALFORMED);
    }

    @Test
    void anotherPaiIsFound() throws IOException {
        Path pai = lot.data("pai.der");
        byte[] before = Files.readAllBytes(pai);
        Files.write(pai, new byte[] {0x30, 0});
        findsInABag(PAI_MALFORMED);
        Files.write(pai, Files.readAllBytes(lot.file(a, "-dac.der")));
        lot.bagAgain();
        assertThat(check().findings()).extracting(Finding::code).contains(PAI_PROFILE, DAC_PROFILE, PARTITION_DIFFERS);
        Files.write(pai, before);
        Files.write(lot.file(a, "-dac.der"), new byte[] {0x30, 0});
        findsInABag(DAC_MALFORMED);
        byte[] dac = Files.readAllBytes(lot.file(b, "-dac.der"));
        dac[dac.length - 1] ^= 1;
        Files.write(lot.file(a, "-dac.der"), dac);
        findsInABag(DAC_PROFILE, DAC_DIFFERS);
    }

    @Test
    void whatStandsTwiceIsFoundOverAllLots() throws IOException {
        OpenedLot second = new OpenedLot(opened.resolve("lot-0002"));
        String c = second.modules().get(0);
        for (String column : List.of("spki_sha256", "dac_serial", "serial_number")) {
            byte[] before = Files.readAllBytes(second.data("manifest.csv"));
            String taken = lot.cell(a, column);
            second.cell(c, column, cell -> taken);
            second.bagAgain();
            assertThat(check().findings())
                    .as(column)
                    .extracting(Finding::code)
                    .containsAnyOf(DUPLICATE_KEY, DUPLICATE_DAC_SERIAL, DUPLICATE_SERIAL_NUMBER);
            Files.write(second.data("manifest.csv"), before);
            second.bagAgain();
        }
        Deliveries.copy(lot.root(), opened.resolve("lot-0003"));
        finds(
                FILE_UNLISTED,
                LOT_MISLABELLED,
                DUPLICATE_MODULE,
                DUPLICATE_KEY,
                DUPLICATE_DAC_SERIAL,
                DUPLICATE_SERIAL_NUMBER);
    }

    @Test
    void bagInfoThatTellsAnotherLotOrCountIsFound() throws IOException {
        for (String line : List.of("Lot: 1", "Delivery: 1", "Order-Id: PO-7", "Module-Count: 3")) {
            Path info = lot.root().resolve("bag-info.txt");
            String before = Files.readString(info);
            lot.bagAgain();
            OpenedLot.replace(info, line, line + "9");
            OpenedLot.replace(
                    lot.root().resolve("tagmanifest-sha256.txt"),
                    OpenedLot.sha256(before.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    OpenedLot.sha256(Files.readAllBytes(info)));
            finds(LOT_MISLABELLED);
            assertThat(check().findings()).as(line).hasSize(1);
            Files.writeString(info, before);
        }
    }

    @Test
    void noFindingTellsAPasscode() throws IOException {
        String passcode =
                Files.readString(lot.file(a, "-onb_codes.csv")).strip().replaceAll("(?s).*,", "");
        String qrCode = lot.cell(a, "qrcode");
        lot.cell(a, "qrcode", cell -> lot(b));
        lot.cell(a, "manualcode", cell -> "1");
        lot.bagAgain();
        assertThat(check().findings()).hasSizeGreaterThan(3).allSatisfy(finding -> assertThat(finding.line())
                .doesNotContain(passcode, qrCode, lot(b)));
    }

    private String lot(String module) {
        try {
            return lot.cell(module, "qrcode");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
