package dev.mintmark.report;

import dev.mintmark.disposition.Disposition;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderId;
import dev.mintmark.reconcile.BalanceSheet;
import dev.mintmark.reconcile.Dispositions;
import dev.mintmark.reconcile.Finding;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What there is to say of an order: no secret, nothing that changes while the order does not.
 *
 * @param reference the ERP's words, as they came; may be empty
 * @param quantity how many modules are ordered, at least 1
 * @param spares how many DACs more may be issued for modules that changed their key
 * @param keys who made the modules' keys
 * @param factory the site's name of the contract factory
 * @param deliveries by number
 * @param refusals by code
 * @param submissions in the order they were taken
 * @param balance where the DACs are
 * @param milestones how the order went on, by time
 * @param findings what does not agree; empty if all does
 * @param hashes of what lies beside the report, to be compared
 * @param versions what made this, by name: mintmark, java, …
 */
public record OrderReport(
        OrderId order,
        String reference,
        Product product,
        long quantity,
        long spares,
        KeyOrigin keys,
        State state,
        Issuer issuer,
        String factory,
        Counts counts,
        List<Delivery> deliveries,
        List<Refusal> refusals,
        List<Submission> submissions,
        BalanceSheet balance,
        List<Milestone> milestones,
        List<Finding> findings,
        List<Hash> hashes,
        Map<String, String> versions) {
    private static final Comparator<String> OURS_FIRST =
            Comparator.comparing((String name) -> !name.equals("mintmark")).thenComparing(Comparator.naturalOrder());

    public OrderReport {
        require(quantity >= 1 && spares >= 0, "an order asks for one module or more");
        require(counts.accepted <= quantity + spares, "more modules are accepted than the order allows");
        deliveries = List.copyOf(deliveries);
        refusals = List.copyOf(refusals);
        submissions = List.copyOf(submissions);
        milestones = List.copyOf(milestones);
        hashes = List.copyOf(hashes);
        findings = List.copyOf(findings);
        TreeMap<String, String> sorted = new TreeMap<>(OURS_FIRST);
        sorted.putAll(versions);
        versions = Collections.unmodifiableMap(sorted);
    }

    /** How far the order is. */
    public enum State {
        WAITING,
        OPEN,
        FINISHED,
        CLOSED
    }

    public record Product(VendorId vendor, ProductId product, String vendorName, String productName) {}

    /**
     * @param name the site's name of it
     * @param pai the PAI's subject, as text
     */
    public record Issuer(String name, KeyKind key, String pai) {}

    /**
     * Modules, each counted once however often its key changed.
     *
     * @param accepted with a good CSR, within the quantity
     * @param issued of these, with a DAC
     * @param delivered of these, in a delivery
     */
    public record Counts(long accepted, long issued, long delivered) {
        public Counts {
            require(
                    0 <= delivered && delivered <= issued && issued <= accepted,
                    "delivered modules are issued, issued ones accepted");
        }
    }

    /**
     * @param number from 1
     * @param modules that it is the first to have
     * @param again modules that an earlier one had, and that were asked for once more
     * @param lots how many sealed files
     * @param checksums SHA-256 of its SHA256SUMS, 32 bytes: who has it can check the whole delivery
     * @param acknowledged the factory's receipt, once it came
     */
    public record Delivery(
            int number,
            Instant created,
            long modules,
            long again,
            int lots,
            Bytes checksums,
            Optional<Receipt> acknowledged) {
        public Delivery {
            require(number >= 1 && modules >= 0 && again >= 0 && lots >= 0, "a delivery is numbered from 1");
            require(checksums.size() == 32, "a SHA-256 has 32 bytes");
        }
    }

    /**
     * @param signedAt when the signer says
     * @param signer SHA-256 of the certificate that signed, 32 bytes
     */
    public record Receipt(Instant signedAt, Bytes signer) {}

    /**
     * @param code stable, as in {@code rejects.csv}
     * @param meaning one line for a person
     * @param count at least 1
     */
    public record Refusal(String code, String meaning, long count) {
        public Refusal {
            require(count >= 1, "a code that refused nothing is none");
        }
    }

    /**
     * @param name of the file or folder, as it came
     * @param sha256 of the file, 32 bytes
     * @param good CSRs accepted from it
     * @param repeated CSRs of modules that had theirs taken already, with the same key: nothing new
     * @param refused entries refused from it
     */
    public record Submission(String name, Bytes sha256, Instant taken, long good, long repeated, long refused) {
        public Submission {
            require(good >= 0 && repeated >= 0 && refused >= 0, "counts are not negative");
            require(sha256.size() == 32, "a SHA-256 has 32 bytes");
        }
    }

    /** What modules come to, one after the other. */
    public enum Stage {
        ACCEPTED,
        DELIVERED,
        FLASHED,
        SHIPPED
    }

    /**
     * So many modules had come so far then.
     *
     * @param total at least as many as before
     */
    public record Milestone(Stage stage, Instant at, long total) {}

    /**
     * @param of a file's name, or what else it is of
     * @param sha256 32 bytes
     */
    public record Hash(String of, Bytes sha256) {}

    public long refused() {
        return refusals.stream().mapToLong(Refusal::count).sum();
    }

    /** Requests of all submissions, good or not, each once: one that came again brings nothing into the stream. */
    public long received() {
        return counts.accepted + refused();
    }

    /** Modules that still want a good CSR. */
    public long open() {
        return Math.max(0, quantity - counts.accepted);
    }

    /** Whether a factory has said what became of a module. */
    public boolean isReported() {
        Dispositions now = balance.dispositions();
        return Stream.of(Disposition.FLASHED, Disposition.SHIPPED, Disposition.SCRAPPED, Disposition.RETURNED)
                .anyMatch(disposition -> now.count(disposition) > 0);
    }

    /** Modules accepted and not yet delivered. */
    public long inWork() {
        return counts.accepted - counts.delivered;
    }

    /** When the last thing happened of which this tells; empty if nothing did. */
    public Optional<Instant> asOf() {
        return Stream.of(
                        submissions.stream().map(Submission::taken),
                        deliveries.stream().map(Delivery::created),
                        deliveries.stream()
                                .flatMap(delivery -> delivery.acknowledged().map(Receipt::signedAt).stream()),
                        milestones.stream().map(Milestone::at))
                .flatMap(times -> times)
                .max(Instant::compareTo);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
