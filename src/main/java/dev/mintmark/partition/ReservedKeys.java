package dev.mintmark.partition;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keys of namespace {@code chip-factory} that are not the maker's to write: mintmark's own, and those that firmware reads and
 * that mintmark never writes (connectedhomeip, src/platform/ESP32/ESP32Config.cpp).
 */
public final class ReservedKeys {
    /** What Matter once had in the place of DACs, and the passcode. */
    private static final Set<String> NEVER =
            Set.of("pin-code", "device-id", "device-cert", "device-ca-certs", "device-key");

    private static final Set<String> MANAGED =
            Arrays.stream(ChipFactoryKey.values()).map(ChipFactoryKey::nvsKey).collect(Collectors.toUnmodifiableSet());

    /** Of {@link DeviceLists}, with any numbers. */
    private static final Pattern LISTED =
            Pattern.compile("(?:locale-sz|(?:locale|fl-sz|fl-k|fl-v|sm-sz|sm-label|sm-mode|sm-st-sz|st-v|st-mfg)/.*)");

    private ReservedKeys() {}

    /** Whether mintmark writes it, or what it writes could be contradicted by it. */
    public static boolean isManaged(String key) {
        return MANAGED.contains(key) || isListed(key);
    }

    /** Whether it holds what must not enter a module, or not leave it. */
    public static boolean isNeverWritten(String key) {
        return NEVER.contains(key);
    }

    static boolean isListed(String key) {
        return LISTED.matcher(key).matches();
    }

    static void requireFree(String key) {
        if (isManaged(key) || isNeverWritten(key)) {
            throw new IllegalArgumentException("key \"%s\" is not the maker's".formatted(key));
        }
    }
}
