package dev.mintmark.inspect;

import dev.mintmark.delivery.Bundle;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.format.seal.SealedHead;
import java.util.List;
import java.util.Optional;

/** Shows what is handed over, as far as it can be seen without a key: nothing here verifies. */
final class DeliveryView {
    private DeliveryView() {}

    /** Of a delivery's {@code bundle.json}; empty if it is none. */
    static Optional<Inspection> bundle(byte[] json) {
        Bundle bundle;
        try {
            bundle = Bundle.parse(json);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        List<Shown> lots = bundle.lots().stream()
                .<Shown>map(lot -> new Listing()
                        .number("lot", lot.number().value())
                        .number("modules", lot.modules())
                        .blob("tar_sha256", lot.tarSha256())
                        .shown())
                .toList();
        Listing listing = new Listing()
                .text("order", bundle.order())
                .text("reference", bundle.reference())
                .number("delivery", bundle.delivery())
                .time("created", bundle.created())
                .text("issuer_key", bundle.issuerKey().word())
                .number("modules", bundle.modules())
                .blob("signer_sha256", bundle.signer())
                .many(
                        "recipients_sha256",
                        bundle.recipients().stream().map(Shown.Blob::new).toList())
                .many("lots", lots);
        String about = "%04d of order %s, %d modules in %d lots"
                .formatted(bundle.delivery(), bundle.order(), bundle.modules(), lots.size());
        return Optional.of(Inspection.of(FileKind.DELIVERY, about, listing));
    }

    /** Empty if it is nothing in CMS. */
    static Optional<Inspection> cms(byte[] message) {
        SealedHead head;
        try {
            head = SealedHead.read(message);
        } catch (SealException e) {
            return switch (e.reason()) {
                case UNSUPPORTED ->
                    Optional.of(Inspection.of(FileKind.SIGNATURE, "%d bytes".formatted(message.length), new Listing()));
                default -> Optional.empty();
            };
        }
        Listing listing = new Listing()
                .number("bytes", message.length)
                .text("encryption", head.encryption())
                .texts("recipients", head.recipients());
        return Optional.of(Inspection.of(
                FileKind.SEALED_LOT,
                "for %d recipients, %d bytes".formatted(head.recipients().size(), message.length),
                listing));
    }
}
