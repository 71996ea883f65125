package dev.mintmark.audit;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.List;
import java.util.Optional;

/** Modules got places. */
public record Accepted(OrderId order, int submission, List<Module> modules) implements LogEntry {
    /**
     * @param publicKey uncompressed point, 65 bytes
     * @param keySalt 32 bytes, if the submission told; the entry has no such field otherwise
     */
    public record Module(
            int seq,
            ModuleId moduleId,
            Optional<MacAddress> mac,
            SerialNumber serialNumber,
            Bytes publicKey,
            Optional<Bytes> keySalt) {}

    public Accepted {
        modules = List.copyOf(modules);
        if (modules.isEmpty()) {
            throw new IllegalArgumentException("an entry about no modules");
        }
    }

    @Override
    public EntryKind kind() {
        return EntryKind.ACCEPTED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("submission", submission).list("modules", modules, (writer, module) -> {
            writer.number("seq", module.seq())
                    .text("module_id", module.moduleId().value())
                    .text("mac", module.mac().map(MacAddress::value).orElse(""))
                    .text("serial_number", module.serialNumber().value())
                    .base64("public_key", module.publicKey());
            module.keySalt().ifPresent(salt -> writer.hex("key_salt", salt));
        });
    }
}
