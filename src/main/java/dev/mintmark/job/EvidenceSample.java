package dev.mintmark.job;

import dev.mintmark.evidence.Draw;
import dev.mintmark.evidence.EvidenceFolder;
import dev.mintmark.input.FaultException;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.StoredDac;
import dev.mintmark.store.StoredRow;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an auditor checks by hand: DACs drawn from the manifest, and their certificates to compare with devices. */
final class EvidenceSample {
    private static final String TITLES =
            "draw_sha256,dac_sha256,delivery,lot,seq,module_id,mac,serial_number,dac_serial,"
                    + "spki_sha256,partition_sha256\r\n";

    private final Ledger ledger;
    private final OrderId order;
    private final Path manifest;

    EvidenceSample(Ledger ledger, OrderId order, Path manifest) {
        this.ledger = ledger;
        this.order = order;
        this.manifest = manifest;
    }

    /** @return how many were drawn */
    int write(EvidenceFolder folder, Draw draw) throws IOException {
        if (!Files.exists(manifest)) {
            throw new FaultException("", "order %s has no DAC to draw from".formatted(order), "leave --sample out");
        }
        Draw.Urn<ListedModule> urn = draw.new Urn<>();
        try (Reader rows = Files.newBufferedReader(manifest)) {
            ManifestCsv.readOrder(rows, row -> urn.put(row.dacSha256(), row));
        }
        List<Draw.Drawn<ListedModule>> drawn = urn.drawn();
        folder.add(
                "sample/draw.txt",
                "seed %s\ncount %d\n".formatted(draw.seed(), draw.count()).getBytes(StandardCharsets.US_ASCII));
        StringBuilder table = new StringBuilder(TITLES);
        for (Draw.Drawn<ListedModule> each : drawn) {
            ListedModule row = each.row();
            table.append(String.join(
                            ",",
                            each.lot().hex(),
                            row.dacSha256().hex(),
                            "%04d".formatted(row.delivery()),
                            "%04d".formatted(row.lot()),
                            String.valueOf(row.seq()),
                            row.moduleId().value(),
                            row.mac().map(MacAddress::withColons).orElse(""),
                            row.serialNumber().value(),
                            row.dacSerial().hex(),
                            row.spkiSha256().hex(),
                            row.partitionSha256().hex()))
                    .append("\r\n");
            for (StoredRow stored : ledger.dacs(order).stored(row.seq() - 1, 1)) {
                if (stored instanceof StoredDac dac && dac.dac().der().size() > 0) {
                    folder.add(
                            "sample/" + row.dacSha256().hex() + ".der",
                            dac.dac().der().toByteArray());
                }
            }
        }
        folder.add("sample/sample.csv", table.toString().getBytes(StandardCharsets.UTF_8));
        return drawn.size();
    }
}
