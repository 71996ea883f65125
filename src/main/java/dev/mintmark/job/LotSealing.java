package dev.mintmark.job;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.LotContents;
import dev.mintmark.delivery.LotFile;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotState;
import dev.mintmark.delivery.MadePartition;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.delivery.RefusedDevice;
import dev.mintmark.delivery.SealedLot;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.Sealing;
import dev.mintmark.order.OrderKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * Renders and seals lots into a delivery's staging folder. The ledger has a lot's hashes before its file gets its name, so a
 * file with that name is always one that the ledger knows.
 */
final class LotSealing {
    private final OrderRun run;
    private final LotLedger ledger;
    private final LotContents contents;
    private final Sealing sealing;

    LotSealing(OrderRun run, SecureRandom random) {
        this.run = run;
        this.ledger = run.ledger().lots(run.order().id());
        this.contents = new LotContents(run.lotRecipe());
        this.sealing = new Sealing(run.material().recipients(), random);
    }

    /** Seals a lot that is not sealed yet, or ends what a killed run began. */
    void seal(PlannedLot planned) throws IOException {
        if (planned.state() == LotState.SEALING && Files.exists(file(planned))) {
            // the name was given after the ledger had the hashes, so this is the file they are of
            ledger.sealed(planned.lot());
        } else {
            render(planned);
        }
        run.watch().advance(planned.lot().modules());
    }

    /** Makes a sealed lot again whose file was lost or changed before the delivery was whole. */
    void mend(PlannedLot planned) throws IOException {
        SealedLot known = planned.sealed().orElseThrow();
        Path file = file(planned);
        if (Files.exists(file) && sha256(file).equals(known.sealedSha256())) {
            return;
        }
        run.watch().say("%s was lost or changed on disk; it is made again".formatted(file));
        Files.deleteIfExists(file);
        ledger.reopen(planned.lot());
        render(planned);
    }

    private void render(PlannedLot planned) throws IOException {
        Path staging = run.folder().staging(planned.lot().delivery());
        try (LotFile file = LotFile.create(staging, head(planned), sealing)) {
            List<MadePartition> partitions =
                    contents.write(planned.lot(), ledger.modules(planned.lot()), refused(planned.lot()), file::add);
            SealedLot sealed = file.finish();
            if (planned.sealed().isPresent()
                    && !planned.sealed().get().tarSha256().equals(sealed.tarSha256())) {
                throw new IllegalStateException("%s came out otherwise than before; product or software changed"
                        .formatted(planned.lot().number()));
            }
            ledger.sealing(planned.lot(), sealed, partitions);
            ledger.sync();
            file.publish();
            ledger.sealed(planned.lot());
        }
    }

    private List<RefusedDevice> refused(Lot lot) {
        return run.order().kind() == OrderKind.FIELD_UPGRADE ? ledger.refused(lot) : List.of();
    }

    private Path file(PlannedLot planned) {
        return run.folder()
                .staging(planned.lot().delivery())
                .resolve(planned.lot().number().sealedFile());
    }

    private static Bytes sha256(Path file) throws IOException {
        MessageDigest digest = Bytes.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return Bytes.of(digest.digest());
    }

    /** The delivery's own time, which a second rendering finds in the ledger again. */
    private LotHead head(PlannedLot planned) {
        Instant time = run.delivery(planned.lot().delivery()).plannedAt();
        return new LotHead(
                run.order().id(), planned.lot().delivery(), planned.lot().number(), time);
    }
}
