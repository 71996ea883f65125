package dev.mintmark.delivery;

import dev.mintmark.order.ModuleId;

/** The files of each module in a lot, under the names that Espressif's tools use, in the order of writing. */
public enum ModuleFile {
    PARTITION("-partition.bin", true),
    DAC("-dac.der", true),
    QR_CODE("-qrcode.png", true),
    ONBOARDING_CODES("-onb_codes.csv", true),
    LABEL("-label.zpl", false);

    private final String ending;
    private final boolean always;

    ModuleFile(String ending, boolean always) {
        this.ending = ending;
        this.always = always;
    }

    /** Whether every lot has it; else all modules of a lot have it or none. */
    public boolean isAlways() {
        return always;
    }

    /** What follows the module's id in the file's name. */
    public String ending() {
        return ending;
    }

    /** Below {@code data/}: {@code modules/7cdfa1000001/7cdfa1000001-dac.der}. */
    public String path(ModuleId module) {
        return "modules/%s/%s%s".formatted(module, module, ending);
    }
}
