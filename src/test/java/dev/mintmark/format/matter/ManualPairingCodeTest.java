package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManualPairingCodeTest {
    @ParameterizedTest
    @CsvSource({
        "65521, 32769, 0, 3840, 20202021, 34970112332",
        "65521, 32769, 2, 3840, 20202021, 749701123365521327694",
        "65521, 32768, 1, 3840, 20202021, 749701123365521327687",
        "9050, 65279, 0, 2976, 34567890, 26318621095",
        "1, 1, 0, 2560, 12345679, 24129507533",
        "1, 1, 2, 2560, 12345679, 641295075300001000017",
        "0, 0, 2, 2560, 12345679, 641295075300000000008",
        "45367, 14526, 2, 2560, 12345679, 641295075345367145262",
        "1, 1, 0, 2001, 23456789, 16043714310",
        "1, 1, 0, 250, 123456, 00876800071",
    })
    void knownValuesGiveKnownDigitsAndBack(
            int vendor, int product, int flow, int discriminator, int passcode, String digits) {
        ManualPairingCode code = OnboardingPayloadTest.payload(
                        vendor, product, flow, 2, discriminator, passcode, Bytes.of())
                .manualCode();

        assertThat(code.digits()).isEqualTo(digits);
        assertThat(ManualPairingCode.parse(digits)).isEqualTo(code);
        assertThat(ManualPairingCode.parse(code.printed())).isEqualTo(code);
    }

    @Test
    void theEdgesOfTheLayoutAreRight() {
        assertThat(ManualPairingCode.digits(15, 0x7FFFFFF, "6553565535")).isEqualTo("765535819165535655356");
        assertThat(ManualPairingCode.digits(0, 12345678, "")).isEqualTo("00852607537");
    }

    @Test
    void labelsShowGroups() {
        assertThat(ManualPairingCode.parse("34970112332").printed()).isEqualTo("3497-011-2332");
        assertThat(ManualPairingCode.parse("749701123365522327692").printed())
                .isEqualTo("7497-011-2336\n5522-327-69-2");
    }

    @Test
    void randomCodesGoThereAndBack() {
        Random random = new Random(9);
        for (int i = 0; i < 2_000; i++) {
            int passcode = 1 + random.nextInt(Passcode.MAX);
            if (!Passcode.isAllowed(passcode)) {
                continue;
            }
            ManualPairingCode code = new ManualPairingCode(
                    random.nextInt(16),
                    new Passcode(passcode),
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(new PayloadIds(1 + random.nextInt(0xFFF4), 1 + random.nextInt(0xFFFF))));
            assertThat(ManualPairingCode.parse(code.digits())).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3497011233", // a digit too few
                "349701123322", // one too many
                "34970112333", // wrong check digit
                "34-970112332", // grouped unlike a label
                "3497-011-2332\n",
                "7497-011-2336-5522-327-69-2",
                "3497 011 2332",
                "34970112332 ",
                "3497011233\u0662", // a digit, but not of ASCII
            })
    void whatIsNoCodeIsRefused(String text) {
        assertThatThrownBy(() -> ManualPairingCode.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "8497011233, later version",
        "9497011233, later version",
        "7497011233, does not fit its length",
        "34970112336552132769, does not fit its length",
        "3655361233, too great", // second group above 65535
        "3000018192, too great", // third group above 8191
        "3491520000, passcode", // 0
        "0085260753, passcode", // 12345678
        "74970112330000100000, product id",
        "74970112336552500001, vendor id",
    })
    void eachFaultBehindAGoodCheckDigitIsTold(String digits, String message) {
        String code = digits + Verhoeff.checkDigit(digits);

        assertThatThrownBy(() -> ManualPairingCode.parse(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain(code);
    }
}
