package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A DAC was signed and stored, or one that another CA signed was taken in. All of it stands in the lot that the DAC is handed over in, so that whoever opened the lot can
 * write this entry again and find it in the log.
 *
 * @param spkiSha256 32 bytes
 * @param issuerSki 20 bytes
 * @param dacSerial 1 to 20 octets
 * @param dacSha256 32 bytes
 * @param issuedAt cut to seconds, as in manifests; of an adopted one, when it was taken in
 * @param der the certificate
 * @param adopted whether another CA signed it
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
        Bytes der,
        boolean adopted)
        implements LogEntry {
    public DacIssued {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public EntryKind kind() {
        return adopted ? EntryKind.ADOPTED : EntryKind.DAC;
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
