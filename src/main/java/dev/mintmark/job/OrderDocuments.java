package dev.mintmark.job;

import dev.mintmark.delivery.LotLedger;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.manifest.ManifestRow;
import dev.mintmark.manifest.RejectsCsv;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.Ledger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an order's folder says of it outside the deliveries: the signed manifest and the rejects. */
final class OrderDocuments {
    private final OrderRun run;

    OrderDocuments(OrderRun run) {
        this.run = run;
    }

    /** Writes all documents anew, up to and with a delivery. */
    void write(int lastDelivery) throws IOException, SealException {
        render(lastDelivery);
        publish();
    }

    /** Writes the manifest, up to and with a delivery, under its unfinished name. Only reads the ledger. */
    void render(int lastDelivery) throws IOException {
        writeUnfinished(
                run.folder().manifest(),
                out -> manifest(
                        run.manifestHead(), run.ledger().lots(run.order().id()), lastDelivery, out));
    }

    /** Gives the manifest that was rendered before its name, and writes what belongs to it. */
    void publish() throws IOException, SealException {
        Path manifest = run.folder().manifest();
        DurableFiles.publish(DurableFiles.unfinished(manifest), manifest);
        try (InputStream content = Files.newInputStream(manifest)) {
            DurableFiles.write(
                    run.folder().manifestSignature(),
                    run.material()
                            .bundleSigner()
                            .sign(content, run.clock().instant())
                            .toByteArray(),
                    Access.UMASK);
        }
        writeRejects();
    }

    /** Writes the manifest's rows as the ledger has them, up to and with a delivery. */
    static void manifest(ManifestHead head, LotLedger lots, int lastDelivery, Appendable out) throws IOException {
        ManifestCsv csv = ManifestCsv.ofOrder(head, out);
        try {
            lots.manifest(lastDelivery, row -> row(csv, row));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void writeRejects() throws IOException {
        DurableFiles.createFolders(run.folder().root(), Access.UMASK);
        Path rejects = run.folder().rejects();
        writeUnfinished(rejects, out -> rejects(run.ledger(), run.order().id(), out));
        DurableFiles.publish(DurableFiles.unfinished(rejects), rejects);
    }

    /** Writes what was refused, as the ledger has it; throws an {@link UncheckedIOException} where a row cannot be written. */
    static void rejects(Ledger ledger, OrderId order, Appendable out) throws IOException {
        RejectsCsv csv = new RejectsCsv(out);
        ledger.intake().rejects(order, row -> {
            try {
                csv.row(row.source(), row.moduleId(), row.code(), row.reason());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void row(ManifestCsv csv, ManifestRow row) {
        try {
            csv.row(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    /** Streams: a manifest of a million rows does not fit in memory. */
    private static void writeUnfinished(Path target, Content content) throws IOException {
        Path part = DurableFiles.unfinished(target);
        try (FileChannel channel = DurableFiles.create(part, Access.UMASK);
                BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), 1 << 16)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
