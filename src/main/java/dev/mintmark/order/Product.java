package dev.mintmark.order;

import dev.mintmark.format.matter.CommissioningFlow;
import dev.mintmark.format.matter.DiscoveryCapability;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FileSafe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What all modules of a product have in common.
 *
 * @param file its product.yaml
 * @param vendorName 1 to 32 bytes of UTF-8 (Matter Core 11.1.5.2), not beginning like a spreadsheet's formula
 * @param productName as {@code vendorName} (Matter Core 11.1.5.4)
 * @param iterationCount PBKDF2 iterations of the verifier, 1,000 to 100,000 (Matter Core 3.9); its salt is always 32 bytes
 * @param hardwareVersion 0 to 65,535 (Matter Core 11.1.5.8)
 * @param hardwareVersionString 1 to 64 bytes of UTF-8 (Matter Core 11.1.5.9)
 * @param discovery at least one
 * @param partitionSize bytes of the NVS image, whole pages of 4,096, 3 pages to 1 MiB
 * @param nvsTemplate CSV of the maker's own keys
 * @param nvsEncryption what its firmware is built for
 */
public record Product(
        Path file,
        VendorId vendorId,
        ProductId productId,
        String vendorName,
        String productName,
        CertificationDeclarationSource certificationDeclaration,
        int iterationCount,
        Optional<Integer> hardwareVersion,
        Optional<String> hardwareVersionString,
        CommissioningFlow commissioningFlow,
        Set<DiscoveryCapability> discovery,
        DacSubject dacSubject,
        Optional<SerialNumberPattern> serialNumberPattern,
        int partitionSize,
        DacPlacement dacPlacement,
        Optional<FlashLayout> flash,
        NvsEncryption nvsEncryption,
        Optional<Path> nvsTemplate,
        RotatingId rotatingId,
        Optional<ManufacturingDateSource> manufacturingDate,
        DeviceDetails details,
        ProductLabels labels) {
    static final int FEWEST_ITERATIONS = 1_000;
    static final int MOST_ITERATIONS = 100_000;
    static final int LONGEST_NAME = 32;
    static final int LONGEST_HARDWARE_VERSION_STRING = 64;
    static final int HIGHEST_HARDWARE_VERSION = 0xFFFF;
    static final int DEFAULT_PARTITION_SIZE = 0x6000;

    private static final int PAGE = 4096;
    private static final int FEWEST_PAGES = 3;
    private static final int MOST_PAGES = 256;

    public Product {
        requireText("vendor-name", vendorName, LONGEST_NAME);
        requireText("product-name", productName, LONGEST_NAME);
        hardwareVersionString.ifPresent(
                text -> requireText("hardware-version-string", text, LONGEST_HARDWARE_VERSION_STRING));
        requireRange("iteration-count", iterationCount, FEWEST_ITERATIONS, MOST_ITERATIONS);
        hardwareVersion.ifPresent(version -> requireRange("hardware-version", version, 0, HIGHEST_HARDWARE_VERSION));
        requirePartitionSize(partitionSize);
        if (discovery.isEmpty()) {
            throw new IllegalArgumentException("a device that cannot be discovered cannot be commissioned");
        }
        discovery = Collections.unmodifiableSet(EnumSet.copyOf(discovery));
    }

    static String requireText(String what, String text, int longest) {
        String shown = "%s \"%s\" ".formatted(what, FileSafe.printable(text));
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > longest) {
            throw new IllegalArgumentException(shown + "is %d bytes in UTF-8, not 1 to %d".formatted(length, longest));
        }
        if (!FileSafe.isPrintable(text) || !text.equals(text.strip())) {
            throw new IllegalArgumentException(shown + "has invisible characters, or spaces at an end");
        }
        if ("=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0) {
            throw new IllegalArgumentException(shown + "begins like a spreadsheet's formula");
        }
        if (text.indexOf('^') >= 0 || text.indexOf('~') >= 0) {
            throw new IllegalArgumentException(shown + "has ^ or ~ in it, which label printers take for commands");
        }
        return text;
    }

    static int requirePartitionSize(int size) {
        if (size % PAGE != 0 || size < FEWEST_PAGES * PAGE || size > MOST_PAGES * PAGE) {
            throw new IllegalArgumentException(
                    "partition-size 0x%X is not a multiple of 0x1000 from 0x3000 to 0x100000".formatted(size));
        }
        return size;
    }

    private static void requireRange(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s %d is not within %d and %d".formatted(what, value, min, max));
        }
    }
}
