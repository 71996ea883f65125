package dev.mintmark;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.LotInclusion;
import dev.mintmark.audit.SourceHashes;
import dev.mintmark.delivery.DeliveryLog;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.order.KeyOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The log of a maker who issued the DACs of these lots and did nothing else. */
public final class LogOfLots {
    private static final LogSigner SIGNER = signer();

    private LogOfLots() {}

    private static LogSigner signer() {
        try {
            Path folder = Files.createTempDirectory("log-signer");
            try {
                return LogSigner.of(TestKeys.createOrRead(folder.resolve("keys"), Instant.now(), new SecureRandom())
                        .logSigner());
            } finally {
                DurableFiles.deleteTree(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a delivery's {@code log/}.
     *
     * @param lots each lot's files by their path below {@code data/}; nothing is proved of one without manifest
     */
    public static void write(Path staging, SortedMap<Integer, Map<String, byte[]>> lots) throws IOException {
        List<Bytes> entries = new ArrayList<>(List.of(Bytes.of((byte) '{')));
        Map<LotNumber, long[]> ranges = new LinkedHashMap<>();
        for (Map.Entry<Integer, Map<String, byte[]>> lot : lots.entrySet()) {
            List<DacIssued> dacs = dacs(lot.getValue());
            long first = dacs.isEmpty() ? 0 : dacs.get(0).seq();
            ranges.put(new LotNumber(lot.getKey()), new long[] {first, entries.size(), dacs.size()});
            dacs.forEach(dac -> entries.add(dac.content()));
        }
        SourceHashes hashes = new SourceHashes((first, count) -> entries.subList((int) first, (int) (first + count)));
        int size = entries.size();
        Map<LotNumber, LotInclusion> inclusions = new LinkedHashMap<>();
        ranges.forEach((lot, range) -> inclusions.put(
                lot,
                new LotInclusion(
                        size,
                        range[2] == 0
                                ? List.of()
                                : List.of(new LotInclusion.Range(
                                        (int) range[0],
                                        (int) (range[0] + range[2] - 1),
                                        range[1],
                                        MerkleTree.rangeProof(hashes, range[1], range[1] + range[2], size))))));
        Checkpoint head =
                Checkpoint.sign(size, MerkleTree.root(hashes, size), List.of(), SIGNER.named("mintmark/test"));
        DeliveryLog.write(staging, head, SIGNER.certificate(), inclusions);
    }

    private static List<DacIssued> dacs(Map<String, byte[]> files) {
        List<DacIssued> dacs = new ArrayList<>();
        List<ListedModule> rows;
        try {
            rows = ManifestCsv.readLot(
                    new String(files.getOrDefault("manifest.csv", new byte[0]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        for (ListedModule row : rows) {
            byte[] der = files.get("modules/%s/%1$s-dac.der".formatted(row.moduleId()));
            dacs.add(new DacIssued(
                    row.order(),
                    row.seq(),
                    row.moduleId(),
                    row.spkiSha256(),
                    row.issuerSki(),
                    row.dacSerial(),
                    row.dacSha256(),
                    row.issuedAt(),
                    Bytes.of(der == null ? new byte[0] : der),
                    row.keys() == KeyOrigin.ADOPTED));
        }
        return dacs;
    }
}
