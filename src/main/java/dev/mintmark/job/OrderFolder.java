package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import java.nio.file.Path;

/** An order's folder in the home, and what stands where in it. */
public record OrderFolder(Path root) {
    public Path manifest() {
        return root.resolve("manifest.csv");
    }

    public Path manifestSignature() {
        return root.resolve("manifest.csv.p7s");
    }

    public Path rejects() {
        return root.resolve("rejects.csv");
    }

    public Path reportHtml() {
        return root.resolve("report.html");
    }

    public Path reportJson() {
        return root.resolve("report.json");
    }

    /** The factory's receipt of a delivery, as it came. */
    public Path receipt(int delivery) {
        return receipts().resolve("%04d.p7s".formatted(delivery));
    }

    Path receipts() {
        return root.resolve("receipts");
    }

    /** A factory's report, as it came, by its hash. */
    public Path report(Bytes sha256, String ending) {
        return reports().resolve(sha256.hex() + ending);
    }

    Path reports() {
        return root.resolve("reports");
    }

    public Path deliveries() {
        return root.resolve("deliveries");
    }

    /** What the factory gets, once it is whole. */
    public Path delivery(int number) {
        return deliveries().resolve("%04d".formatted(number));
    }

    /** Where a delivery is put together before it gets its name. */
    public Path staging(int number) {
        return deliveries().resolve("%04d.part".formatted(number));
    }
}
