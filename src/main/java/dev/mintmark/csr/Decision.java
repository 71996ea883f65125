package dev.mintmark.csr;

import dev.mintmark.csr.CheckedRequest.Accepted;
import dev.mintmark.csr.IssuedModules.KnownKey;
import dev.mintmark.csr.IssuedModules.KnownModule;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what becomes of requests in their order: first come, first taken. The caller writes what one batch decided before
 * it hands in the next, so that a run that died between batches decides the rest as if it had not.
 */
public final class Decision {
    private final OrderId order;
    private final int quantity;
    private final int spares;
    private final Set<ModuleId> modules;
    private final IssuedModules issued;
    private final Predicate<ModuleId> valued;

    /**
     * @param quantity modules asked for
     * @param spares keys that may be superseded
     * @param modules the ids expected; empty if any will do
     */
    public Decision(OrderId order, int quantity, int spares, Set<ModuleId> modules, IssuedModules issued) {
        this(order, quantity, spares, modules, issued, module -> true);
    }

    /**
     * @param valued whether there is all that a module has to bring along; asked only of modules that are new
     */
    public Decision(
            OrderId order,
            int quantity,
            int spares,
            Set<ModuleId> modules,
            IssuedModules issued,
            Predicate<ModuleId> valued) {
        if (quantity < 1 || spares < 0) {
            throw new IllegalArgumentException(
                    "an order asks for at least one module and no negative number of spares");
        }
        this.order = order;
        this.quantity = quantity;
        this.spares = spares;
        this.modules = Set.copyOf(modules);
        this.issued = issued;
        this.valued = valued;
    }

    /**
     * @param submissionSha256 of the submission that the batch is from, 32 bytes
     * @param batch in the submission's order
     * @return one for each request, in the same order
     */
    public List<Decided> decide(Bytes submissionSha256, List<? extends CheckedRequest> batch) {
        List<Accepted> accepted = batch.stream()
                .filter(Accepted.class::isInstance)
                .map(Accepted.class::cast)
                .toList();
        TakenSoFar taken = new TakenSoFar(order, submissionSha256, issued, accepted);
        return batch.stream()
                .map(request -> request instanceof Accepted good ? decide(good, taken) : (Refused) request)
                .toList();
    }

    private Decided decide(Accepted request, TakenSoFar taken) {
        Optional<KnownKey> key = taken.key(request.spkiSha256());
        if (key.isPresent()) {
            return known(request, key.get());
        }
        Optional<KnownModule> module = taken.module(request.module());
        Optional<Refused> refused = module.isPresent() || request.supersedes().isPresent()
                ? rekeyed(request, module, taken)
                : notOrdered(request);
        return refused.or(() -> taken.clash(request))
                .or(() ->
                        module.isPresent() ? cannotGiveWay(request, module.get(), taken) : quotaReached(request, taken))
                .<Decided>map(refusal -> refusal)
                .orElseGet(() -> taken.take(request, module));
    }

    private Decided known(Accepted request, KnownKey key) {
        if (!key.order().equals(order)) {
            return request.refused(
                    RejectCode.REPLAY,
                    "key %s was taken for order %s, module %s"
                            .formatted(request.spkiSha256(), key.order(), key.module()));
        }
        if (!key.module().equals(request.module())) {
            return request.refused(
                    RejectCode.DUPLICATE_KEY,
                    "key %s is that of module %s".formatted(request.spkiSha256(), key.module()));
        }
        if (request.keySalt().isPresent() && !request.keySalt().equals(key.keySalt())) {
            return request.refused(
                    RejectCode.KEY_SALT_DIFFERS,
                    "key %s of module %s was taken with another key_salt"
                            .formatted(request.spkiSha256(), request.module()));
        }
        Optional<Bytes> dacSha256 = request.dac().map(AttestationCertificate::sha256);
        if (dacSha256.isPresent() && !dacSha256.equals(key.dacSha256())) {
            return request.refused(
                    RejectCode.DAC_DIFFERS,
                    "key %s of module %s was taken with certificate %s, not %s"
                            .formatted(
                                    request.spkiSha256(),
                                    request.module(),
                                    key.dacSha256().map(Bytes::hex).orElse("of its own"),
                                    dacSha256.get()));
        }
        return new Decided.AlreadyIssued(request.source(), request.module(), key.seq(), key.superseded());
    }

    private static Optional<Refused> rekeyed(Accepted request, Optional<KnownModule> module, TakenSoFar taken) {
        if (module.isEmpty()) {
            return Optional.of(request.refused(
                    RejectCode.UNKNOWN_SUPERSEDED_KEY,
                    "module %s has no key in this order".formatted(request.module())));
        }
        Bytes live = module.get().spkiSha256();
        if (request.supersedes().isEmpty()) {
            return Optional.of(request.refused(
                    taken.isOfThisSubmission(module.get()) ? RejectCode.DUPLICATE_MODULE_ID : RejectCode.MODULE_REKEYED,
                    "module %s was taken with key %s".formatted(request.module(), live)));
        }
        if (!request.supersedes().get().equals(live)) {
            return Optional.of(request.refused(
                    RejectCode.UNKNOWN_SUPERSEDED_KEY,
                    "module %s has key %s, not %s"
                            .formatted(
                                    request.module(), live, request.supersedes().get())));
        }
        return Optional.empty();
    }

    private Optional<Refused> notOrdered(Accepted request) {
        if (modules.isEmpty() || modules.contains(request.module())) {
            return valued.test(request.module())
                    ? Optional.empty()
                    : Optional.of(request.refused(
                            RejectCode.NVS_VALUES_MISSING,
                            "the nvs-values of order %s have no row for module %s".formatted(order, request.module())));
        }
        return Optional.of(request.refused(
                RejectCode.MODULE_NOT_ORDERED, "order %s lists no module %s".formatted(order, request.module())));
    }

    /** A key gives way to another only once it was delivered: so no delivery has a module twice. */
    private Optional<Refused> cannotGiveWay(Accepted request, KnownModule module, TakenSoFar taken) {
        if (taken.tally().superseding() >= spares) {
            return Optional.of(request.refused(
                    RejectCode.SPARES_EXCEEDED, "all %d spares of order %s are used".formatted(spares, order)));
        }
        if (!module.inDelivery()) {
            return Optional.of(request.refused(
                    RejectCode.SUPERSEDES_UNDELIVERED,
                    "key %s of module %s is in no delivery yet".formatted(module.spkiSha256(), request.module())));
        }
        return Optional.empty();
    }

    private Optional<Refused> quotaReached(Accepted request, TakenSoFar taken) {
        if (taken.tally().modules() < quantity) {
            return Optional.empty();
        }
        return Optional.of(
                request.refused(RejectCode.QUOTA_EXCEEDED, "order %s has its %d modules".formatted(order, quantity)));
    }
}
