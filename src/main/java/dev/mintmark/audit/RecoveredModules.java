package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Modules and their DACs of which nothing was left but what the signed manifest says: the entries {@code accepted} and
 * {@code dac} of them were lost. Neither public key nor certificate are known, only their hashes.
 */
public record RecoveredModules(OrderId order, int submission, List<Module> modules) implements LogEntry {
    /**
     * A row of the manifest.
     *
     * @param spkiSha256 32 bytes, as the other hashes
     * @param issuerSki 20 bytes
     * @param dacSerial 1 to 20 octets
     */
    public record Module(
            int seq,
            ModuleId moduleId,
            Optional<MacAddress> mac,
            SerialNumber serialNumber,
            Bytes spkiSha256,
            Bytes issuerSki,
            Bytes dacSerial,
            Bytes dacSha256,
            Instant notBefore,
            Instant notAfter,
            Instant issuedAt) {}

    public RecoveredModules {
        modules = List.copyOf(modules);
    }

    @Override
    public EntryKind kind() {
        return EntryKind.RECOVERED_MODULES;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("submission", submission)
                .list("modules", modules, (writer, module) -> writer.number("seq", module.seq())
                        .text("module_id", module.moduleId().value())
                        .text("mac", module.mac().map(MacAddress::value).orElse(""))
                        .text("serial_number", module.serialNumber().value())
                        .hex("spki_sha256", module.spkiSha256())
                        .hex("issuer_ski", module.issuerSki())
                        .hex("dac_serial", module.dacSerial())
                        .hex("dac_sha256", module.dacSha256())
                        .time("dac_not_before", module.notBefore())
                        .time("dac_not_after", module.notAfter())
                        .time("issued_at", module.issuedAt()));
    }
}
