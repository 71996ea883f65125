package dev.mintmark.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnboardingCodesCsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "g01-basic",
                "g02-rotating-id",
                "g03-all-optional",
                "g04-extra-csv",
                "g09-dac-securecert",
                "g15-iter1000-salt16"
            })
    void aStandardFlowIsThePeersFile(String run) {
        byte[] csv = OnboardingCodesCsv.write("MT:634J042C00KA0648G00", "3497-011-2332", 3840, 20202021);

        assertThat(csv).isEqualTo(Vectors.bytes("mfg-tool/" + run + "/onb_codes.csv"));
    }

    @Test
    void aCustomFlowIsThePeersFile() {
        byte[] csv = OnboardingCodesCsv.write("MT:634J08M.00KA0648G00", "7497-011-2336\n5522-327-69-2", 3840, 20202021);

        assertThat(csv).isEqualTo(Vectors.bytes("mfg-tool/g11-flow-custom/onb_codes.csv"));
    }

    @Test
    void theFormIsKnownWithoutThePeersFiles() {
        byte[] csv = OnboardingCodesCsv.write("MT:X", "0000-000-0000\n0000-000-00-0", 0, 1);

        assertThat(new String(csv, StandardCharsets.UTF_8))
                .isEqualTo("qrcode,manualcode,discriminator,passcode\nMT:X,\"0000-000-0000\n0000-000-00-0\",0,1\n");
    }
}
