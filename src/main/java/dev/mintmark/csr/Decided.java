package dev.mintmark.csr;

import dev.mintmark.order.ModuleId;

/** What becomes of a request in its order. */
public sealed interface Decided permits Decided.Take, Decided.Supersede, Decided.AlreadyIssued, Refused {
    String source();

    /**
     * A module more.
     *
     * @param seq its place in the order: 1 for the first taken, without gaps, superseding ones included
     */
    record Take(long seq, CheckedRequest.Accepted request) implements Decided {
        @Override
        public String source() {
            return request.source();
        }
    }

    /**
     * A new key for a module that has one: counted against the spares.
     *
     * @param supersededSeq place of the row that is no longer live
     */
    record Supersede(long seq, CheckedRequest.Accepted request, long supersededSeq) implements Decided {
        @Override
        public String source() {
            return request.source();
        }
    }

    /**
     * The same module with the same key again: it has its certificate, or will get it.
     *
     * @param superseded whether the module has another key by now
     */
    record AlreadyIssued(String source, ModuleId module, long seq, boolean superseded) implements Decided {}
}
