package dev.mintmark.job;

import dev.mintmark.audit.EntryKind;
import dev.mintmark.audit.LogCheck;
import dev.mintmark.audit.LogFinding;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.audit.SourceHashes;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.keys.OrderKeys;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.site.Site;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Brings an old ledger up to the home's signed log, and where that is as old, up to the signed manifests and deliveries: whole
 * or not at all. Safe to repeat. The caller holds the home.
 */
public final class Recovery {
    /** What a killed run leaves, and the next one removes. */
    private static final Set<LogFinding.Code> HARMLESS =
            Set.of(LogFinding.Code.NOT_SIGNED, LogFinding.Code.CHECKPOINT_OLD);

    private final Home home;
    private final Site site;
    private final Ledger ledger;
    private final Clock clock;
    private final LogFolder folder;

    public Recovery(Home home, Site site, Ledger ledger, Clock clock) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
        this.clock = clock;
        this.folder = new LogFolder(home.log());
    }

    /** @param lost entries of the log's head that it carries, if that was lost */
    public record Delivery(String order, int number, int modules, Optional<Long> lost) {}

    /**
     * @param before entries that the ledger's log had
     * @param after entries that it has
     * @param replayed what was done once more, by kind of entry
     * @param deliveries taken from manifests, because no log tells of them
     * @param partitions taken from manifests
     * @param closed orders whose key came back and was destroyed again
     * @param incomplete orders with deliveries of whose partitions no manifest tells
     * @param reports factories' reports that are to be taken in again: their files are not in the home
     */
    public record Report(
            long before,
            long after,
            Map<String, Integer> replayed,
            List<Delivery> deliveries,
            int partitions,
            List<String> closed,
            List<String> incomplete,
            List<String> reports) {
        /** Whether there was nothing to do. */
        public boolean isNothing() {
            return replayed.isEmpty() && deliveries.isEmpty() && partitions == 0 && closed.isEmpty() && before == after;
        }
    }

    /**
     * @throws FaultException if there is nothing consistent to build on: nothing was changed then
     */
    public Report recover() throws IOException, InterruptedException {
        Optional<Checkpoint> head = folder.newest();
        head.filter(checkpoint -> ledger.log().identity().isEmpty())
                .ifPresent(checkpoint -> ledger.log().begin(checkpoint.origin()));
        long before = ledger.log()
                .identity()
                .orElseThrow(() -> new FaultException(
                        home.root().toString(),
                        "has neither a log nor a ledger that one was written from",
                        "name a backup: mintmark recover --from FILE"))
                .size();
        Map<String, Integer> replayed = new TreeMap<>();
        List<Delivery> deliveries = new ArrayList<>();
        Set<String> incomplete = new TreeSet<>();
        int[] partitions = {0};
        SignedManifests manifests = new SignedManifests(home, site, ledger);
        ReportReplay reports = new ReportReplay(home, ledger, clock);
        ledger.inTransaction(() -> {
            try {
                head.filter(checkpoint -> checkpoint.size() > before)
                        .ifPresent(checkpoint -> replay(checkpoint, before, reports)
                                .forEach((kind, count) -> replayed.put(kind.word(), count)));
                partitions[0] = partitions(manifests, incomplete);
                LostDeliveries lost = new LostDeliveries(home, ledger, manifests, this::isLogged, clock.instant());
                lost.recover();
                lost.taken()
                        .forEach(one -> deliveries.add(
                                new Delivery(one.order().value(), one.delivery(), one.modules(), one.lost())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        });
        ledger.sync();
        // the log first: it tells which orders are closed, and is to be on disk before their keys go
        long after =
                TransparencyLog.open(home, site, ledger, clock).checkpoint().size();
        return new Report(
                before,
                after,
                replayed,
                deliveries,
                partitions[0],
                destroyed(),
                List.copyOf(incomplete),
                reports.missing());
    }

    private Map<EntryKind, Integer> replay(Checkpoint head, long before, ReportReplay reports) {
        try {
            requireSame(head, before);
            LogReplay replay = new LogReplay(ledger, folder, head, reports);
            replay.replay();
            if (!root(head.size()).equals(head.root())) {
                throw new IllegalArgumentException("what was replayed is not what was signed");
            }
            for (Checkpoint signed : folder.checkpoints()) {
                ledger.log()
                        .record(new JdbcLog.CheckpointRow(
                                signed.size(),
                                signed.root(),
                                new String(signed.encode(), StandardCharsets.UTF_8),
                                clock.instant()));
            }
            return replay.done();
        } catch (IllegalArgumentException | DataIntegrityViolationException e) {
            throw contradicted(
                    e instanceof IllegalArgumentException
                            ? e.getMessage()
                            : "the ledger holds what the log gives to others");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log on disk must be as it was signed, and go on from where the ledger stands. */
    private void requireSame(Checkpoint head, long before) throws IOException {
        String origin = ledger.log().identity().orElseThrow().origin();
        List<LogFinding> findings = new LogCheck(
                        home.log(), LogSigner.verifierKey(LogProofs.certificate(home, site), origin))
                .verify().stream()
                        .filter(finding -> !HARMLESS.contains(finding.code()))
                        .toList();
        if (!findings.isEmpty()) {
            throw new FaultException(
                    home.log().toString(),
                    "%s: %s".formatted(findings.get(0).code(), findings.get(0).text()),
                    "the log must be as it was signed: put back a whole copy of it");
        }
        if (!head.origin().equals(origin)
                || !MerkleTree.root(folder.hashes(head.size()), before).equals(root(before))) {
            throw contradicted("its first %d entries are not those of the log".formatted(before));
        }
    }

    private FaultException contradicted(String why) {
        return new FaultException(
                home.ledger().toString(),
                "is no earlier state of the log in %s: %s".formatted(home.log(), why),
                "begin with another backup: mintmark recover --from FILE");
    }

    private Bytes root(long size) {
        return MerkleTree.root(new SourceHashes(ledger.log()::read), size);
    }

    private boolean isLogged(Checkpoint checkpoint) {
        return checkpoint.size() <= ledger.log().identity().orElseThrow().size()
                && checkpoint.root().equals(root(checkpoint.size()));
    }

    /** No entry tells of partitions; the manifests do. */
    private int partitions(SignedManifests manifests, Set<String> incomplete) throws IOException {
        int found = 0;
        for (OrderRow order : ledger.orders().orders()) {
            Set<Integer> wanted = new TreeSet<>(ledger.lots(order.id()).withoutPartition());
            List<MadePartition> told = new ArrayList<>();
            if (!wanted.isEmpty() && manifests.has(order.id())) {
                manifests.read(order.id(), row -> {
                    if (wanted.remove(row.seq())) {
                        told.add(new MadePartition(
                                row.seq(), row.discriminator(), row.partitionSha256(), row.secureCertSha256()));
                    }
                });
            }
            if (!wanted.isEmpty()) {
                incomplete.add(order.id().value());
            }
            ledger.lots(order.id()).add(told);
            found += told.size();
        }
        return found;
    }

    private List<String> destroyed() throws IOException {
        List<String> destroyed = new ArrayList<>();
        for (OrderRow order : ledger.orders().orders()) {
            boolean known = !RecoveredOrder.isKnownFromManifest(Terms.parse(order.terms()));
            if (order.closedAt().isPresent() && known && Files.exists(key(order.id()))) {
                OrderKeys.destroy(home.keys(), order.id());
                destroyed.add(order.id().value());
            }
        }
        return destroyed;
    }

    private Path key(OrderId order) {
        return home.keys().resolve(order.value() + ".key");
    }
}
