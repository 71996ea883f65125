package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A DAC was signed and stored. All of it stands in the lot that the DAC is handed over in, so that whoever opened the lot can
 * write this entry again and find it in the log.
 *
 * @param spkiSha256 32 bytes
 * @param issuerSki 20 bytes
 * @param dacSerial 1 to 20 octets
 * @param dacSha256 32 bytes
 * @param issuedAt cut to seconds, as in manifests
 * @param der the certificate
 */
public record DacIssued(
        OrderId order,
        int seq,
        ModuleId moduleId,
        Bytes spkiSha256,
        Bytes issuerSki,
        Bytes dacSerial,
        Bytes dacSha256,
        Instant issuedAt,
        Bytes der)
        implements LogEntry {
    public DacIssued {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    public static DacIssued of(OrderId order, ModuleId module, Dac dac) {
        return new DacIssued(
                order,
                dac.seq(),
                module,
                dac.spkiSha256(),
                dac.issuerSki(),
                dac.serial(),
                dac.sha256(),
                dac.issuedAt(),
                dac.der());
    }

    @Override
    public EntryKind kind() {
        return EntryKind.DAC;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("seq", seq)
                .text("module_id", moduleId.value())
                .hex("spki_sha256", spkiSha256)
                .hex("issuer_ski", issuerSki)
                .hex("dac_serial", dacSerial)
                .hex("dac_sha256", dacSha256)
                .time("issued_at", issuedAt)
                .base64("der", der);
    }
}
