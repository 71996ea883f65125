package dev.mintmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.matter.VendorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final Key VENDOR = Key.required("vendor-id", "FFF1");
    private static final Key QUANTITY = Key.required("quantity", "1000");
    private static final Key LIST = Key.optional("capabilities", "[ble]");
    private static final List<Key> KEYS = List.of(VENDOR, QUANTITY, LIST);
    private static final Map<String, Integer> WORDS = Map.of("ble", 1);

    @TempDir
    private Path folder;

    private final Faults faults = new Faults();

    private Fields fields(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        return new Fields(YamlFile.read(file, faults).orElseThrow(), KEYS, faults);
    }

    private List<String> told() {
        return faults.list().stream()
                .map(f -> f.where().replace(folder + "/", "") + " | " + f.what() + " | " + f.hint())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFF1", "0xFFF1", "fff1", "\"FFF1\"", "'0xfff1'"})
    void aVendorIdIsHexHoweverItIsWritten(String written) throws IOException {
        Fields fields = fields("vendor-id: " + written + "\nquantity: 1\n");

        assertThat(fields.one(VENDOR, VendorId::parse, "")).contains(new VendorId(0xFFF1));
        assertThat(fields.faulty()).isFalse();
    }

    @Test
    void unknownAndMissingKeysAreToldAtOnce() throws IOException {
        fields("vendorId: FFF1\nquantitiy: 1\nzebra: 2\n");

        assertThat(told())
                .containsExactly(
                        "a.yaml:1 | unknown key \"vendorId\" | did you mean \"vendor-id\"?",
                        "a.yaml:2 | unknown key \"quantitiy\" | did you mean \"quantity\"?",
                        "a.yaml:3 | unknown key \"zebra\" | known: vendor-id, quantity, capabilities",
                        "a.yaml:1 | \"vendor-id\" is missing | for example \"vendor-id: FFF1\"",
                        "a.yaml:1 | \"quantity\" is missing | for example \"quantity: 1000\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "101", "-1", "+1", "010", "1_0", "1e1", "1.0", "0x10", "ten", "99999999999999999999", "٣"})
    void aNumberIsPlainDecimalDigitsWithinItsLimits(String written) throws IOException {
        Fields fields = fields("vendor-id: FFF1\nquantity: " + written + "\n");

        assertThat(fields.one(QUANTITY, Forms.integer(QUANTITY, 1, 100), "")).isEmpty();
        assertThat(told())
                .containsExactly("a.yaml:2 | quantity \"" + written + "\" is not a whole number from 1 to 100 | ");
        assertThat(fields.faulty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "\"\"", "\" \""})
    void aKeyWithoutValueIsAFault(String written) throws IOException {
        Fields fields = fields("vendor-id: FFF1\nquantity: " + written + "\n");

        assertThat(fields.one(QUANTITY, Forms.integer(QUANTITY, 1, 100), "")).isEmpty();
        assertThat(told()).containsExactly("a.yaml:2 | \"quantity\" has no value | give it one");
    }

    @Test
    void theWrongShapeIsAFault() throws IOException {
        Fields fields = fields("vendor-id: [FFF1]\nquantity:\n  a: 1\ncapabilities: ble\n");

        assertThat(fields.one(VENDOR, VendorId::parse, "")).isEmpty();
        assertThat(fields.one(QUANTITY, Forms.integer(QUANTITY, 1, 100), "")).isEmpty();
        assertThat(fields.many(LIST, Forms.word(LIST, WORDS), "")).isEmpty();
        assertThat(fields.nested(VENDOR)).isEmpty();
        assertThat(told())
                .containsExactly(
                        "a.yaml:1 | \"vendor-id\" is a list, not one value | give one value",
                        "a.yaml:3 | \"quantity\" is a mapping, not one value | give one value",
                        "a.yaml:4 | \"capabilities\" is not a list | write capabilities: [one, two]",
                        "a.yaml:1 | \"vendor-id\" is not a mapping | below it stand indented lines \"key: value\"");
    }

    @Test
    void listsAreNeitherEmptyNorRepeatThemselves() throws IOException {
        Fields twice = fields("vendor-id: FFF1\nquantity: 1\ncapabilities: [ble, ble]\n");
        twice.many(LIST, Forms.word(LIST, WORDS), "");
        Fields none = fields("vendor-id: FFF1\nquantity: 1\ncapabilities: []\n");
        none.many(LIST, Forms.word(LIST, WORDS), "");
        Fields wrong = fields("vendor-id: FFF1\nquantity: 1\ncapabilities: [ble, wlan]\n");
        wrong.many(LIST, Forms.word(LIST, WORDS), "");

        assertThat(told())
                .containsExactly(
                        "a.yaml:3 | \"capabilities\" names something twice | keep one of them",
                        "a.yaml:3 | \"capabilities\" is an empty list | name at least one, or leave the key out",
                        "a.yaml:3 | capabilities \"wlan\" is not one of ble | ");
        assertThat(twice.faulty() && none.faulty() && wrong.faulty()).isTrue();
    }

    @Test
    void invisibleCharactersAreShownAndRefused() throws IOException {
        Fields fields = fields("vendor-id: \"FF\\u202eF1\"\nquantity: 1\n");

        assertThat(fields.one(VENDOR, VendorId::parse, "")).isEmpty();
        assertThat(told()).singleElement().asString().contains("\"FF\\u202EF1\" has line ends or invisible characters");
    }

    @Test
    void pathsAreRelativeToTheFileThatNamesThem() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("there.pem"), "x");
        Path file = Files.writeString(folder.resolve("sub/a.yaml"), "vendor-id: ../there.pem\nquantity: ../gone.pem\n");
        Fields fields = new Fields(YamlFile.read(file, faults).orElseThrow(), KEYS, faults);

        assertThat(fields.one(VENDOR, Forms.file(VENDOR, fields.file()), "")).contains(folder.resolve("there.pem"));
        assertThat(fields.one(QUANTITY, Forms.path(QUANTITY, fields.file()), ""))
                .contains(folder.resolve("gone.pem"));
        assertThat(fields.one(QUANTITY, Forms.file(QUANTITY, fields.file()), ""))
                .isEmpty();
        assertThat(faults.list())
                .singleElement()
                .extracting(Fault::what)
                .isEqualTo("quantity: there is no file \"" + folder.resolve("gone.pem") + "\"");
    }
}
