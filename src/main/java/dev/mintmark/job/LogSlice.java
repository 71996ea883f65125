package dev.mintmark.job;

import dev.mintmark.audit.LogFolder;
import dev.mintmark.delivery.DeliveryLog;
import dev.mintmark.evidence.EvidenceFolder;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleHash;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.NodeHashes;
import dev.mintmark.format.tlog.SliceProof;
import dev.mintmark.format.tlog.TlogException;
import dev.mintmark.format.tlog.VerifierKey;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.Pem;
import dev.mintmark.order.OrderId;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.JdbcAudit;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the log says of one order, as it lies on disk, with the signed heads and the hashes that prove it. */
final class LogSlice {
    /** Entries held in memory at a time. */
    private static final int PAGE = 256;

    private final Home home;
    private final LogFolder log;
    private final VerifierKey key;
    private final Path signer;
    private final List<JdbcAudit.Leaves> runs;
    private final TreeMap<Long, Checkpoint> heads;
    private final Instant signedAt;

    private LogSlice(
            Home home,
            LogFolder log,
            VerifierKey key,
            Path signer,
            List<JdbcAudit.Leaves> runs,
            TreeMap<Long, Checkpoint> heads,
            Instant signedAt) {
        this.home = home;
        this.log = log;
        this.key = key;
        this.signer = signer;
        this.runs = runs;
        this.heads = heads;
        this.signedAt = signedAt;
    }

    /** @throws FaultException if nothing of the order was signed yet */
    static LogSlice of(OrderId order, Home home, Site site, Ledger ledger) throws IOException {
        VerifierKey key = LogProofs.key(home, site, ledger);
        LogFolder log = new LogFolder(home.log());
        TreeMap<Long, Checkpoint> heads = new TreeMap<>();
        log.newest().ifPresent(newest -> heads.put(newest.size(), newest));
        for (DeliveryRow delivery : ledger.orders().deliveries(order)) {
            Path held = DeliveryLog.checkpointOf(home.order(order).delivery(delivery.number()));
            if (delivery.isDelivered() && Files.exists(held)) {
                Checkpoint checkpoint = read(held);
                heads.putIfAbsent(checkpoint.size(), checkpoint);
            }
        }
        long size = heads.isEmpty() ? 0 : heads.lastKey();
        List<JdbcAudit.Leaves> runs = new ArrayList<>();
        for (JdbcAudit.Leaves leaves : ledger.audit().leavesOf(order)) {
            if (leaves.first() < size) {
                runs.add(new JdbcAudit.Leaves(leaves.first(), Math.min(leaves.count(), size - leaves.first())));
            }
        }
        if (runs.isEmpty()) {
            throw new FaultException(
                    home.log().toString(), "nothing of order %s is in a signed log".formatted(order), "run it");
        }
        Instant signedAt =
                ledger.log().checkpoint(size).map(JdbcLog.CheckpointRow::madeAt).orElse(Instant.EPOCH);
        return new LogSlice(home, log, key, LogProofs.certificate(home, site), runs, heads, signedAt);
    }

    private static Checkpoint read(Path file) throws IOException {
        try {
            return Checkpoint.parse(Files.readAllBytes(file));
        } catch (TlogException e) {
            throw new FaultException(
                    file.toString(), "is no checkpoint: " + e.getMessage(), "mintmark check says more");
        }
    }

    /** The newest head, in which all is proved to be. */
    Checkpoint head() {
        return heads.lastEntry().getValue();
    }

    VerifierKey key() {
        return key;
    }

    /** When the newest head was signed. */
    Instant signedAt() {
        return signedAt;
    }

    long entries() {
        return runs.stream().mapToLong(JdbcAudit.Leaves::count).sum();
    }

    /**
     * Writes {@code log/}.
     *
     * @throws FaultException if the log on disk is not what was signed
     */
    void write(EvidenceFolder folder) throws IOException {
        NodeHashes hashes = log.hashes(head().size());
        for (Checkpoint each : heads.values()) {
            if (!each.isSignedBy(key) || !MerkleTree.root(hashes, each.size()).equals(each.root())) {
                throw damaged();
            }
            folder.add("log/checkpoints/%012d".formatted(each.size()), each.encode());
        }
        folder.add(
                "log/log-signer.crt.pem",
                Pem.certificate(
                        CertificateFile.der(CertificateFile.x509(signer)).toByteArray()));
        StringBuilder ranges = new StringBuilder();
        List<Long> indices = new ArrayList<>();
        for (JdbcAudit.Leaves run : runs) {
            ranges.append(run.first()).append(' ').append(run.count()).append('\n');
            for (long i = 0; i < run.count(); i++) {
                indices.add(run.first() + i);
            }
        }
        folder.add("log/ranges.txt", ranges.toString().getBytes(StandardCharsets.US_ASCII));
        folder.add("log/entries.jsonl", out -> {
            for (JdbcAudit.Leaves run : runs) {
                for (long first = run.first(); first < run.first() + run.count(); first += PAGE) {
                    long index = first;
                    int count = (int) Math.min(PAGE, run.first() + run.count() - first);
                    for (Bytes entry : log.entries(first, count)) {
                        if (!MerkleHash.leaf(entry.toByteArray()).equals(hashes.node(0, index++))) {
                            throw damaged();
                        }
                        out.write(entry.toByteArray());
                        out.write('\n');
                    }
                }
            }
        });
        StringBuilder nodes = new StringBuilder();
        for (SliceProof.Node node : SliceProof.of(hashes, indices, heads.keySet(), head().size())) {
            nodes.append(node.level())
                    .append(' ')
                    .append(node.index())
                    .append(' ')
                    .append(node.hash().hex())
                    .append('\n');
        }
        folder.add("log/nodes.txt", nodes.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private FaultException damaged() {
        return new FaultException(
                home.log().toString(), "is not the log that was signed", "mintmark audit verify says why");
    }
}
