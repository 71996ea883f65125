package dev.mintmark.job;

import dev.mintmark.delivery.Receipt;
import dev.mintmark.delivery.ReceiptFault;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import dev.mintmark.store.JdbcReceipts;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.ReceiptRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Takes in one order's receipts. A receipt is kept before the ledger says that there is one, and what is not good changes
 * nothing.
 */
final class ReceiptIntake {
    private final Home home;
    private final Ledger ledger;
    private final Clock clock;

    ReceiptIntake(Home home, Ledger ledger, Clock clock) {
        this.home = home;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param content the file's, at most {@link Receipt#LARGEST} bytes and one more */
    ReportOutcome take(OrderId id, Path file, byte[] content, List<X509Certificate> signers) throws IOException {
        Receipt.Reading reading = Receipt.read(content);
        if (reading instanceof Receipt.Refused refused) {
            return refused(file, refused);
        }
        Receipt receipt = ((Receipt.Read) reading).receipt();
        Optional<JdbcReceipts.Place> place = ledger.receipts(id).deliveryOf(receipt.sumsSha256());
        if (place.isEmpty()) {
            return new ReportOutcome.Refused(
                    file, ReceiptFault.DELIVERY_UNKNOWN.name(), "signed over no SHA256SUMS that was handed over here");
        }
        Receipt.Judgement judgement = receipt.judge(signers);
        if (judgement instanceof Receipt.Refused refused) {
            return refused(file, refused);
        }
        if (!place.get().order().equals(id)) {
            return new ReportOutcome.Refused(
                    file,
                    ReceiptFault.OTHER_ORDER.name(),
                    "a receipt of order %s, delivery %04d"
                            .formatted(place.get().order(), place.get().delivery()));
        }
        return keep(id, file, receipt, (Receipt.Good) judgement, place.get().delivery());
    }

    private static ReportOutcome refused(Path file, Receipt.Refused refused) {
        return new ReportOutcome.Refused(file, refused.fault().name(), refused.reason());
    }

    private ReportOutcome keep(OrderId id, Path file, Receipt receipt, Receipt.Good good, int delivery)
            throws IOException {
        Optional<ReceiptRow> before = ledger.receipts(id).find(delivery);
        Bytes sha256 = receipt.content().sha256Digest();
        Path kept = home.order(id).receipt(delivery);
        if (before.isPresent() && (Files.exists(kept) || !before.get().sha256().equals(sha256))) {
            return new ReportOutcome.Acknowledged(file, before.get(), false);
        }
        DurableFiles.createFolders(home.order(id).receipts(), Access.UMASK);
        DurableFiles.write(kept, receipt.content().toByteArray(), Access.UMASK);
        ReceiptRow row = before.orElseGet(
                () -> new ReceiptRow(delivery, sha256, good.signer(), good.signedAt(), clock.instant()));
        ledger.receipts(id).take(row);
        return new ReportOutcome.Acknowledged(file, row, before.isEmpty());
    }
}
