package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A payload or manual code is refused by one kind of exception, or says again what was read. */
class OnboardingPayloadFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "MT:-24J042C00KA0648G00",
                        "MT:-24J042C00KA0648G00*-24J042C00KA0648G00",
                        "34970112332",
                        "3497-011-2332",
                        "749701123365521327694")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void code(byte[] bytes) throws Exception {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Effort.isBounded(() -> {
            qrCode(text);
            manualCode(text);
        });
    }

    private static void qrCode(String text) {
        List<OnboardingPayload> pack;
        try {
            pack = OnboardingPayload.parseAll(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(OnboardingPayload.parseAll(OnboardingPayload.qrCode(pack))).isEqualTo(pack);
        for (OnboardingPayload payload : pack) {
            readElements(payload);
        }
    }

    private static void readElements(OnboardingPayload payload) {
        try {
            payload.extensionElements();
            payload.serialNumber();
        } catch (IllegalArgumentException refused) {
            assertThat(payload.extension().size()).isPositive();
        }
    }

    private static void manualCode(String text) {
        ManualPairingCode code;
        try {
            code = ManualPairingCode.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(ManualPairingCode.parse(code.digits())).isEqualTo(code);
        assertThat(ManualPairingCode.parse(code.printed())).isEqualTo(code);
    }
}
