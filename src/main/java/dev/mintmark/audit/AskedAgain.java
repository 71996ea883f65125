package dev.mintmark.audit;

import dev.mintmark.order.OrderId;
import java.util.List;

/** A submission asked for modules that were delivered before: the next delivery has them once more. */
public record AskedAgain(OrderId order, int submission, List<Integer> places) implements LogEntry {
    public AskedAgain {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("an entry about no modules");
        }
    }

    @Override
    public EntryKind kind() {
        return EntryKind.ASKED_AGAIN;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("submission", submission).list("modules", places, (writer, seq) -> writer.number("seq", seq));
    }
}
