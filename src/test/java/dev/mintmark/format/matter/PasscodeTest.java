package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasscodeTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                Integer.MIN_VALUE,
                -1,
                0,
                11111111,
                22222222,
                33333333,
                44444444,
                55555555,
                66666666,
                77777777,
                88888888,
                99999999,
                12345678,
                87654321,
                100000000,
                Integer.MAX_VALUE
            })
    void aForbiddenPasscodeIsRefusedAndNotTold(int value) {
        assertThat(Passcode.isAllowed(value)).isFalse();
        assertThatThrownBy(() -> new Passcode(value))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(Integer.toString(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1111111, 11111110, 11111112, 12345677, 20202021, 87654320, 99999998})
    void anyOtherWithinTheRangeIsAllowed(int value) {
        assertThat(new Passcode(value).value()).isEqualTo(value);
    }

    @Test
    void aPasscodeIsNotShown() {
        OnboardingPayload payload = new OnboardingPayload(
                new PayloadIds(0xFFF1, 0x8000),
                CommissioningFlow.CUSTOM,
                Set.of(DiscoveryCapability.BLE),
                new Discriminator(3840),
                new Passcode(20202021));

        assertThat(List.of(payload.passcode(), payload, payload.manualCode()).toString())
                .doesNotContain("20202021")
                .doesNotContain(payload.manualCode().digits())
                .doesNotContain(payload.qrCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4096})
    void aDiscriminatorHasTwelveBits(int value) {
        assertThatThrownBy(() -> new Discriminator(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "255, 0", "256, 1", "3840, 15", "4095, 15"})
    void theShortDiscriminatorIsItsUpperFourBits(int value, int expected) {
        assertThat(new Discriminator(value).shortDiscriminator()).isEqualTo(expected);
    }

    @Test
    void everyMaskOfDiscoveryCapabilitiesGoesThereAndBack() {
        for (int mask = 0; mask < 0x40; mask++) {
            assertThat(DiscoveryCapability.mask(DiscoveryCapability.ofMask(mask)))
                    .isEqualTo(mask);
        }
        assertThat(DiscoveryCapability.mask(Set.of(DiscoveryCapability.BLE, DiscoveryCapability.ON_NETWORK)))
                .isEqualTo(6);
        assertThatThrownBy(() -> DiscoveryCapability.ofMask(0x40)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DiscoveryCapability.ofMask(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereAreThreeFlows() {
        assertThat(CommissioningFlow.of(2)).isEqualTo(CommissioningFlow.CUSTOM);
        assertThatThrownBy(() -> CommissioningFlow.of(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CommissioningFlow.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"65525, 1", "65536, 1", "-1, 1", "1, 0", "1, 65536", "0, -1"})
    void idsThatNoPayloadHasAreRefused(int vendor, int product) {
        assertThatThrownBy(() -> new PayloadIds(vendor, product)).isInstanceOf(IllegalArgumentException.class);
    }
}
