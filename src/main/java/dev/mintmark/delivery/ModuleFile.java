package dev.mintmark.delivery;

import dev.mintmark.order.ModuleId;

/** The files of each module in a lot, under the names that Espressif's tools use, in the order of writing. */
public enum ModuleFile {
    PARTITION("-partition.bin"),
    DAC("-dac.der"),
    QR_CODE("-qrcode.png"),
    ONBOARDING_CODES("-onb_codes.csv");

    private final String ending;

    ModuleFile(String ending) {
        this.ending = ending;
    }

    /** Which of the module's files lies at a path. */
    static ModuleFile of(String path, ModuleId module) {
        for (ModuleFile file : values()) {
            if (file.path(module).equals(path)) {
                return file;
            }
        }
        throw new IllegalArgumentException("\"%s\" is no file of module %s".formatted(path, module));
    }

    /** Below {@code data/}: {@code modules/7cdfa1000001/7cdfa1000001-dac.der}. */
    public String path(ModuleId module) {
        return "modules/%s/%s%s".formatted(module, module, ending);
    }
}
