package dev.mintmark.delivery;

import dev.mintmark.order.ModuleId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The files of each module in a lot, under the names that Espressif's tools use, in the order of writing. */
public enum ModuleFile {
    PARTITION("-partition.bin"),
    /** Only where the partition is encrypted with keys from one. */
    KEYS_PARTITION("-keys-partition.bin"),
    /** Only where the chip derives the partition's keys: what is to be burnt into an eFuse of it. */
    HMAC_KEY("-hmac-key.bin"),
    /** Only where the product's DACs are placed there. */
    SECURE_CERT("_esp_secure_cert.bin"),
    /** Likewise. */
    FRAGMENTS("-fragments.bin"),
    /** Only where the product names the firmware's partition table; the name is that of ESP-IDF's own. */
    FLASH_ARGS("/flash_args"),
    DAC("-dac.der"),
    QR_CODE("-qrcode.png"),
    ONBOARDING_CODES("-onb_codes.csv"),
    /** Only where the product has a label template. */
    LABEL("-label.zpl");

    /** One of them, where a row of the manifest has its hash. */
    public static final Set<ModuleFile> PLACED = Collections.unmodifiableSet(EnumSet.of(SECURE_CERT, FRAGMENTS));

    /** Of every module, whatever its product. */
    public static final Set<ModuleFile> ALWAYS =
            Collections.unmodifiableSet(EnumSet.of(PARTITION, DAC, QR_CODE, ONBOARDING_CODES));

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

    /** What follows the module's id in the file's name. */
    public String ending() {
        return ending;
    }

    /** Below {@code data/}: {@code modules/7cdfa1000001/7cdfa1000001-dac.der}. */
    public String path(ModuleId module) {
        return ending.startsWith("/")
                ? "modules/%s%s".formatted(module, ending)
                : "modules/%s/%s%s".formatted(module, module, ending);
    }
}
