package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.util.List;

/** What lots of a delivery were sealed with; written when it is handed over. */
public record LotsSealed(OrderId order, int delivery, List<Lot> lots) implements LogEntry {
    /**
     * @param tarSha256 32 bytes, as are the other hashes
     * @param sealedSize in bytes
     */
    public record Lot(int number, Bytes tarSha256, Bytes gzipSha256, Bytes sealedSha256, long sealedSize) {}

    public LotsSealed {
        lots = List.copyOf(lots);
        if (lots.isEmpty()) {
            throw new IllegalArgumentException("an entry about no lots");
        }
    }

    @Override
    public EntryKind kind() {
        return EntryKind.SEALED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("delivery", delivery).list("lots", lots, (writer, lot) -> writer.number("lot", lot.number())
                .hex("tar_sha256", lot.tarSha256())
                .hex("gzip_sha256", lot.gzipSha256())
                .hex("sealed_sha256", lot.sealedSha256())
                .number("sealed_size", lot.sealedSize()));
    }
}
