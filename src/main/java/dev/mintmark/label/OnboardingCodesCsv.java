package dev.mintmark.label;

import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;

/** {@code <id>-onb_codes.csv}, byte for byte in the form of esp-matter-mfg-tool 1.0.23, line feeds included. */
public final class OnboardingCodesCsv {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private OnboardingCodesCsv() {}

    /**
     * Header and one row, UTF-8. It holds the passcode.
     *
     * @param qrCode {@code MT:…}
     * @param printedManualCode grouped 4-3-4 with hyphens; of 21 digits in two lines, the second grouped 4-3-2-1
     * @param discriminator 0 to 4095
     * @param passcode written without leading zeros
     */
    public static byte[] write(String qrCode, String printedManualCode, int discriminator, int passcode) {
        return (FORMAT.format("qrcode", "manualcode", "discriminator", "passcode")
                        + '\n'
                        + FORMAT.format(qrCode, printedManualCode, discriminator, passcode)
                        + '\n')
                .getBytes(StandardCharsets.UTF_8);
    }
}
