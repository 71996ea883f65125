package dev.mintmark.audit;

import dev.mintmark.order.OrderId;
import java.util.List;

/** Requests were refused; texts as the ledger has them. */
public record Rejected(OrderId order, int submission, List<Reject> rejects) implements LogEntry {
    /** @param number within the submission, from 1 */
    public record Reject(int number, String source, String moduleId, String code, String reason) {}

    public Rejected {
        rejects = List.copyOf(rejects);
        if (rejects.isEmpty()) {
            throw new IllegalArgumentException("an entry about no rejects");
        }
    }

    @Override
    public EntryKind kind() {
        return EntryKind.REJECTED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("submission", submission)
                .list("rejects", rejects, (writer, reject) -> writer.number("number", reject.number())
                        .text("source", reject.source())
                        .text("module_id", reject.moduleId())
                        .text("code", reject.code())
                        .text("reason", reject.reason()));
    }
}
