package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnboardingPayloadTest {
    private static final String PACK =
            "MT:M5L90MP500K64J00000*M5L90U.D010K4J00000*M5L900CM02IX4J00000*M5L908OU03-85J00000";

    @ParameterizedTest
    @CsvSource({
        "12, 1, 0, 1, 128, 2048, '', MT:M5L90MP500K64J00000",
        "65521, 32769, 0, 2, 3840, 20202021, '', MT:-24J042C00KA0648G00",
        "65521, 32769, 2, 2, 3840, 20202021, '', MT:-24J0YXE00KA0648G00",
        "65521, 32769, 2, 4, 3840, 20202021, '', MT:-24J029Q00KA0648G00",
        "65521, 32769, 0, 4, 3840, 20202021, '', MT:-24J0AFN00KA0648G00",
        "65521, 32768, 0, 2, 3840, 20202021, '', MT:Y.K9042C00KA0648G00",
        "9050, 65279, 0, 2, 2976, 34567890, '', MT:YNJV7VSC00CMVH7SR00",
        "65521, 32769, 0, 2, 3840, 20202021, 152c000a3132333435363738393018,"
                + " MT:-24J042C00KA064IJ3P0IXZB0DK5N1K8SQ1RYCU1-A40",
        "12, 1, 0, 1, 128, 2048, 152c82066d794461746120830c2c000931323334353637383918,"
                + " MT:M5L90MP500K64J0A33P0SET70.QT52B.E23-WZE0WISA0DK5N1K8SQ1RYCU1O0",
    })
    void knownValuesGiveKnownTextAndBack(
            int vendor, int product, int flow, int discovery, int discriminator, int passcode, String tlv, String qr) {
        OnboardingPayload payload =
                payload(vendor, product, flow, discovery, discriminator, passcode, Bytes.fromHex(tlv));

        assertThat(payload.qrCode()).isEqualTo(qr);
        assertThat(OnboardingPayload.parse(qr)).isEqualTo(payload);
    }

    @Test
    void randomPayloadsGoThereAndBack() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            int passcode = 1 + random.nextInt(Passcode.MAX);
            if (!Passcode.isAllowed(passcode)) {
                continue;
            }
            byte[] extension = new byte[random.nextInt(8)];
            random.nextBytes(extension);
            OnboardingPayload payload = payload(
                    1 + random.nextInt(0xFFF4),
                    1 + random.nextInt(0xFFFF),
                    random.nextInt(3),
                    random.nextInt(0x40),
                    random.nextInt(0x1000),
                    passcode,
                    Bytes.of(extension));
            assertThat(OnboardingPayload.parse(payload.qrCode())).isEqualTo(payload);
        }
    }

    @Test
    void thePackIsReadAndWrittenInItsOrder() {
        List<OnboardingPayload> pack = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pack.add(payload(12, 1, 0, 1, 128 + i, 2048 + i, Bytes.of()));
        }

        assertThat(OnboardingPayload.parseAll(PACK)).isEqualTo(pack);
        assertThat(OnboardingPayload.qrCode(pack)).isEqualTo(PACK);
        assertThatThrownBy(() -> OnboardingPayload.parse(PACK)).hasMessageContaining("pack of 4");
        assertThatThrownBy(() -> OnboardingPayload.qrCode(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSerialNumberIsReadFromTheExtension() {
        OnboardingPayload text =
                payload(12, 1, 0, 1, 128, 2048, Bytes.fromHex("152c82066d794461746120830c2c000931323334353637383918"));
        OnboardingPayload number = payload(12, 1, 0, 1, 128, 2048, Bytes.fromHex("152500d20418"));
        OnboardingPayload none = payload(12, 1, 0, 1, 128, 2048, Bytes.of());
        OnboardingPayload noTlv = payload(12, 1, 0, 1, 128, 2048, Bytes.fromHex("010203"));

        assertThat(text.serialNumber()).contains("123456789");
        assertThat(text.extensionElements()).contains(new Tlv.Text(0x82, "myData"), new Tlv.Signed(0x83, 12));
        assertThat(number.serialNumber()).contains("1234");
        assertThat(none.serialNumber()).isEmpty();
        assertThat(noTlv.serialNumber()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MT:",
                "mt:M5L90MP500K64J00000",
                "M5L90MP500K64J00000",
                "MT:M5L90MP500K64J0000", // a character too few
                "MT:M5L90MP500K64J00", // ten bytes
                "MT:M5L90MP500K64J0000000", // two characters too many
                "MT:m5l90mp500k64j00000", // lower case
                "MT:M5L90MP500K64J00000*", // an empty member
                "MT:M5L90MP500K64J00000**M5L90U.D010K4J00000",
                "MT:M5L90MP500K64J00000*M5L90U.D010K4J0000", // the second is cut
                "MT:M5L90MP500K64J00000*MT:M5L90U.D010K4J00000", // the prefix stands once
                "MT:-24J029Q00OC0000000", // passcode 0
                "MT:-24J029Q00KMSP0Z800", // passcode 11111111
                "MT:-24J029Q004QG46Y900", // passcode 12345678
                "MT:-24J029Q00QPQ36B420", // passcode 99999999
                "MT:034J029Q00KA0648G00", // version 2
                "MT:R5L90MP500K64J00000", // version 5
            })
    void whatIsNoPayloadIsRefused(String text) {
        assertThatThrownBy(() -> OnboardingPayload.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFieldIsHeldToItsRange() {
        byte[] good = Base38.decode("M5L90MP500K64J00000");

        assertRefused(good, QrField.VERSION, 1);
        assertRefused(good, QrField.VENDOR_ID, 0xFFF5);
        assertRefused(good, QrField.PRODUCT_ID, 0);
        assertRefused(good, QrField.FLOW, 3);
        assertRefused(good, QrField.DISCOVERY, 0x40);
        assertRefused(good, QrField.PASSCODE, 0x7FFFFFF);
        assertRefused(good, QrField.PADDING, 1);
    }

    @Test
    void aTextLongerThanAnyQrCodeIsRefused() {
        assertThatThrownBy(() -> OnboardingPayload.parseAll("MT:" + "0".repeat(5_000)))
                .hasMessageContaining("4296");
    }

    @Test
    void anyTextIsReadOrRefusedAndNothingElse() {
        Random random = new Random(11);
        List<String> surprises = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("MT:M5L90MP500K64J00000");
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.setCharAt(
                        3 + random.nextInt(19), (char) (i % 50 == 0 ? random.nextInt(0x300) : 42 + random.nextInt(49)));
            }
            try {
                OnboardingPayload.parseAll(text.toString());
            } catch (IllegalArgumentException expected) {
                // good
            } catch (RuntimeException e) {
                surprises.add(text + " " + e);
            }
        }
        assertThat(surprises).isEmpty();
    }

    private static void assertRefused(byte[] good, QrField field, int value) {
        byte[] bad = clear(good, field);
        field.put(bad, value);
        assertThatThrownBy(() -> OnboardingPayload.parse("MT:" + Base38.encode(bad)))
                .as(field.name())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] clear(byte[] packed, QrField cleared) {
        byte[] out = new byte[packed.length];
        Arrays.stream(QrField.values()).filter(f -> f != cleared).forEach(f -> f.put(out, f.get(packed)));
        return out;
    }

    static OnboardingPayload payload(
            int vendor, int product, int flow, int discovery, int discriminator, int passcode, Bytes extension) {
        Set<DiscoveryCapability> capabilities = DiscoveryCapability.ofMask(discovery);
        return new OnboardingPayload(
                new PayloadIds(vendor, product),
                CommissioningFlow.of(flow),
                capabilities,
                new Discriminator(discriminator),
                new Passcode(passcode),
                extension);
    }
}
