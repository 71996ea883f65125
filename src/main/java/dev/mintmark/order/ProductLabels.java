package dev.mintmark.order;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a product's labels are printed, beside {@code labels.csv}.
 *
 * @param zpl a file for each module
 * @param sheet the design of the sheets to print and cut, one file a lot
 */
public record ProductLabels(Optional<ZplSource> zpl, Optional<Path> sheet) {}
