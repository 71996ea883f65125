package dev.mintmark.audit;

import dev.mintmark.order.OrderId;

/** A module lost its place to one with another key, which is accepted in the entry that follows. */
public record Superseded(OrderId order, int seq, int bySeq) implements LogEntry {
    @Override
    public EntryKind kind() {
        return EntryKind.SUPERSEDED;
    }

    @Override
    public void write(EntryWriter to) {
        to.number("seq", seq).number("by_seq", bySeq);
    }
}
