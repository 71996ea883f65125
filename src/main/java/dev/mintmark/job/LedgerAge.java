package dev.mintmark.job;

import dev.mintmark.audit.Recovered;
import dev.mintmark.audit.SourceHashes;
import dev.mintmark.delivery.DeliveryLog;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.TlogException;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows a ledger that is older than what was signed or handed over, or another than it: each checkpoint that lies in the home
 * must be one of the ledger's log, and the newest row of each manifest a DAC of the ledger. With an older ledger, modules would get second certificates.
 */
final class LedgerAge {
    /** How far a clock may be set back: machines correct theirs by less. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String HINT = "restore the newest ledger, or bring this one up to its log: ./mintmark recover";

    private final Home home;
    private final Ledger ledger;
    private final JdbcLog log;
    private final Path logSigner;

    /** @param logSigner the certificate of whoever signs this home's log; need not be there */
    LedgerAge(Home home, Ledger ledger, Path logSigner) {
        this.home = home;
        this.logSigner = logSigner;
        this.ledger = ledger;
        this.log = ledger.log();
    }

    /**
     * @throws FaultException naming the first checkpoint that the ledger does not know
     */
    void require() throws IOException {
        Map<Path, List<Recovered>> losses = losses();
        for (Path file : checkpoints()) {
            Optional<Checkpoint> found = read(file);
            if (found.isPresent() && !isRecordedLoss(losses.getOrDefault(file, List.of()), found.get())) {
                require(file, found.get());
            }
        }
        for (Path folder : in(home.root())) {
            requireManifest(new OrderFolder(folder).manifest());
        }
    }

    /** A delivery may have been moved away, and the manifest still tell of it: its last row is the newest. */
    private void requireManifest(Path manifest) throws IOException {
        if (!Files.isRegularFile(manifest)) {
            return;
        }
        Optional<ListedModule> last = ManifestCsv.lastOfOrder(manifest);
        if (last.isPresent() && !isInLedger(last.get())) {
            throw new FaultException(
                    manifest.toString(),
                    "lists a DAC of module %s, at place %d, that the ledger does not have: it is older than what was handed over"
                            .formatted(last.get().moduleId(), last.get().seq()),
                    HINT);
        }
    }

    private boolean isInLedger(ListedModule row) {
        return ledger.recovery(row.order()).places(row.seq(), row.seq()).stream()
                .anyMatch(place -> place.dacSha256().equals(Optional.of(row.dacSha256())));
    }

    /**
     * @throws FaultException if the clock is well before the newest time that the log knows
     */
    void requireClock(Clock clock) {
        Instant now = clock.instant();
        log.latest().filter(latest -> latest.isAfter(now.plus(PATIENCE))).ifPresent(latest -> {
            throw new FaultException(
                    home.ledger().toString(),
                    "was last written at %s, and the clock says %s".formatted(latest, now),
                    "set the clock; certificates and log must not go back in time");
        });
    }

    /** All checkpoints in the log's folder and in deliveries, those with the newest name last. */
    private List<Path> checkpoints() throws IOException {
        List<Path> files = new ArrayList<>(in(home.log().resolve("checkpoints")));
        files.add(home.log().resolve("checkpoint"));
        // of orders that the ledger does not know as well: an older one may not know them yet
        for (Path folder : in(home.root())) {
            in(new OrderFolder(folder).deliveries()).stream()
                    .map(DeliveryLog::checkpointOf)
                    .forEach(files::add);
        }
        files.removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** What is damaged is no checkpoint: the log's own are made again, and a delivery's belong to its list of files. */
    private static Optional<Checkpoint> read(Path file) throws IOException {
        try {
            return Optional.of(Checkpoint.parse(Files.readAllBytes(file)));
        } catch (TlogException e) {
            return Optional.empty();
        }
    }

    /** A delivery's that was lost with the log it is of, as the ledger's own log says: this one and no other. */
    private static boolean isRecordedLoss(List<Recovered> losses, Checkpoint found) {
        return losses.stream()
                .anyMatch(lost -> lost.size() == found.size() && lost.root().equals(found.root()));
    }

    private Map<Path, List<Recovered>> losses() {
        return ledger.orders().orders().stream()
                .flatMap(order -> ledger.recovery(order.id()).lost().stream())
                .collect(Collectors.groupingBy(lost ->
                        DeliveryLog.checkpointOf(home.order(lost.order()).delivery(lost.delivery()))));
    }

    private void require(Path file, Checkpoint found) {
        if (file.startsWith(home.log()) && isDamaged(found)) {
            return;
        }
        Optional<JdbcLog.Identity> identity = log.identity();
        long size = identity.map(JdbcLog.Identity::size).orElse(0L);
        if (found.size() > size) {
            throw new FaultException(
                    file.toString(),
                    "is of a log of %d entries, the ledger has %d: it is older than what was signed"
                            .formatted(found.size(), size),
                    HINT);
        }
        if (!found.origin().equals(identity.orElseThrow().origin())
                || !found.root().equals(root(found.size()))) {
            throw new FaultException(
                    file.toString(),
                    "is of another log than the ledger's, which has %d entries; this one has %d"
                            .formatted(size, found.size()),
                    HINT);
        }
    }

    /** Whether the log's signer never signed this: the file is made again from the ledger. */
    private boolean isDamaged(Checkpoint found) {
        return Files.exists(logSigner) && !found.isSignedBy(LogSigner.verifierKey(logSigner, found.origin()));
    }

    /** A run that was killed may have signed what the ledger does not list as signed. */
    private Bytes root(long size) {
        return log.checkpoint(size)
                .map(JdbcLog.CheckpointRow::root)
                .orElseGet(() -> MerkleTree.root(new SourceHashes(log::read), size));
    }
}
