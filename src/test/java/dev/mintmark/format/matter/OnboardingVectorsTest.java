package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against payloads of the Matter SDK, matter.js and rs-matter, and what Espressif's tool makes. */
class OnboardingVectorsTest {
    @Test
    void everyQrCodeOfTheSdkIsWrittenAndRead() {
        JsonNode rows = vectors("qr");
        assertThat(rows.size()).isEqualTo(12);
        for (JsonNode row : rows) {
            OnboardingPayload payload = OnboardingPayloadTest.payload(
                    row.get("vid").asInt(),
                    row.get("pid").asInt(),
                    row.get("flow").asInt(),
                    row.get("disc_cap").asInt(),
                    row.get("discriminator").asInt(),
                    row.get("passcode").asInt(),
                    Bytes.fromHex(row.get("tlv").asString()));
            assertThat(payload.qrCode()).isEqualTo(row.get("qr").asString());
            assertThat(OnboardingPayload.parse(payload.qrCode())).isEqualTo(payload);
            if (row.has("manual")) {
                assertThat(payload.manualCode().digits())
                        .isEqualTo(row.get("manual").asString());
            }
        }
    }

    @Test
    void everyPackIsRead() {
        JsonNode rows = vectors("concatenated");
        assertThat(rows.size()).isEqualTo(1);
        for (JsonNode row : rows) {
            List<OnboardingPayload> pack =
                    OnboardingPayload.parseAll(row.get("qr").asString());
            assertThat(pack).hasSize(4);
            assertThat(OnboardingPayload.qrCode(pack)).isEqualTo(row.get("qr").asString());
        }
    }

    @Test
    void everyManualCodeOfTheSdkIsWritten() {
        JsonNode rows = vectors("manual");
        assertThat(rows.size()).isEqualTo(8);
        for (JsonNode row : rows) {
            String ids = row.get("flow").asInt() == 0
                    ? ""
                    : "%05d%05d"
                            .formatted(row.get("vid").asInt(), row.get("pid").asInt());
            int passcode = row.get("passcode").asInt();
            String digits = ManualPairingCode.digits(row.get("discriminator").asInt() >> 8, passcode, ids);
            assertThat(digits).isEqualTo(row.get("manual").asString());
            if (Passcode.isAllowed(passcode)) {
                assertThat(ManualPairingCode.parse(digits).digits()).isEqualTo(digits);
            } else {
                assertThatThrownBy(() -> ManualPairingCode.parse(digits)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void whatMustBeRejectedIs() {
        JsonNode passcodes = vectors("must_reject");
        assertThat(passcodes.size()).isEqualTo(12);
        for (JsonNode row : passcodes) {
            assertThatThrownBy(() -> OnboardingPayload.parse(row.get("qr").asString()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("passcode");
            assertThat(Passcode.isAllowed(row.get("passcode").asInt())).isFalse();
        }
        for (JsonNode text : vectors("must_reject_version")) {
            assertThatThrownBy(() -> OnboardingPayload.parse(text.asString()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("version");
        }
    }

    @Test
    void everyRowOfEspressifsToolIsMadeAlike() {
        List<String> rows = rows("mfg-tool/setup_payload_vectors.csv");
        assertThat(rows).hasSize(270);
        int illegal = 0;
        for (String row : rows) {
            String[] c = row.split(",");
            int[] n = Arrays.stream(c, 0, 6).mapToInt(Integer::parseInt).toArray();
            if (n[2] > 0xFFF4) {
                illegal++;
                assertOnlyTheLayoutIsAlike(n, c[6], c[7]);
                continue;
            }
            OnboardingPayload payload = OnboardingPayloadTest.payload(n[2], n[3], n[5], n[4], n[1], n[0], Bytes.of());
            assertThat(payload.qrCode()).as(row).isEqualTo(c[6]);
            assertThat(payload.manualCode().digits()).as(row).isEqualTo(c[7]);
            assertThat(OnboardingPayload.parse(c[6])).as(row).isEqualTo(payload);
            assertThat(ManualPairingCode.parse(c[7])).as(row).isEqualTo(payload.manualCode());
        }
        assertThat(illegal).isEqualTo(5);
    }

    /** The tool makes codes for vendor 0xFFFF, which is none. */
    private static void assertOnlyTheLayoutIsAlike(int[] n, String qr, String manual) {
        Map<QrField, Integer> fields = Map.of(
                QrField.VENDOR_ID, n[2],
                QrField.PRODUCT_ID, n[3],
                QrField.FLOW, n[5],
                QrField.DISCOVERY, n[4],
                QrField.DISCRIMINATOR, n[1],
                QrField.PASSCODE, n[0]);
        assertThat("MT:" + OnboardingPayload.base38(fields, Bytes.of())).isEqualTo(qr);
        assertThat(ManualPairingCode.digits(n[1] >> 8, n[0], n[5] == 0 ? "" : "%05d%05d".formatted(n[2], n[3])))
                .isEqualTo(manual);
        assertThatThrownBy(() -> OnboardingPayload.parse(qr)).hasMessageContaining("vendor id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g01-basic",
                "g02-rotating-id",
                "g03-all-optional",
                "g04-extra-csv",
                "g09-dac-securecert",
                "g11-flow-custom",
                "g15-iter1000-salt16"
            })
    void whatEspressifsToolPrintsIsPrintedAlike(String run) {
        String[] lines = Vectors.text("mfg-tool/" + run + "/onb_codes.csv").split("\n", 2);
        String[] c = lines[1].strip().split(",");
        OnboardingPayload payload = OnboardingPayload.parse(c[0]);

        assertThat(payload.manualCode().printed()).isEqualTo(c[1].replace("\"", ""));
        assertThat(payload.discriminator().value()).isEqualTo(Integer.parseInt(c[2]));
        assertThat(payload.passcode().value()).isEqualTo(Integer.parseInt(c[3]));
        assertThat(ManualPairingCode.parse(c[1].replace("\"", "")).ids().isPresent())
                .isEqualTo(run.equals("g11-flow-custom"));
        assertThat(Optional.of(payload.ids())).contains(new PayloadIds(0xFFF2, 0x8001));
    }

    private static JsonNode vectors(String name) {
        return JsonMapper.shared()
                .readTree(Vectors.text("matter/payload_vectors.json"))
                .get(name);
    }

    private static List<String> rows(String file) {
        return Vectors.text(file).lines().skip(1).toList();
    }
}
