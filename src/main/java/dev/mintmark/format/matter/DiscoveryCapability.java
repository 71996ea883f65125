package dev.mintmark.format.matter;

import java.util.EnumSet;
import java.util.Set;

/** How a device can be found (Matter Core 5.1.3.1, discovery capabilities bitmask). The ordinal is the bit. */
public enum DiscoveryCapability {
    SOFT_AP,
    BLE,
    ON_NETWORK,
    WIFI_PAF,
    NFC,
    THREAD;

    /** The bit of each, 0 to 0x3F. */
    public static int mask(Set<DiscoveryCapability> capabilities) {
        return capabilities.stream().mapToInt(c -> 1 << c.ordinal()).sum();
    }

    /**
     * @throws IllegalArgumentException if a reserved bit is set
     */
    public static Set<DiscoveryCapability> ofMask(int mask) {
        if (mask < 0 || mask >>> values().length != 0) {
            throw new IllegalArgumentException("discovery capabilities 0x%02X have a bit above 0x20".formatted(mask));
        }
        EnumSet<DiscoveryCapability> capabilities = EnumSet.noneOf(DiscoveryCapability.class);
        for (DiscoveryCapability capability : values()) {
            if ((mask & 1 << capability.ordinal()) != 0) {
                capabilities.add(capability);
            }
        }
        return capabilities;
    }
}
