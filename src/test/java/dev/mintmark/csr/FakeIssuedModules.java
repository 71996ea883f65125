package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A ledger in memory, written as the real one is: batch by batch, from what was decided. */
final class FakeIssuedModules implements IssuedModules {
    private record Place(OrderId order, Object thing) {}

    private final Map<Bytes, KnownKey> keys = new HashMap<>();
    private final Map<Place, KnownModule> modules = new HashMap<>();
    private final Map<Place, ModuleId> owners = new HashMap<>();
    private final Map<DacNumber, ModuleId> dacs = new HashMap<>();
    private final Map<OrderId, Tally> tallies = new HashMap<>();

    void write(OrderId order, Bytes submission, List<Decided> batch) {
        for (Decided decided : batch) {
            Tally tally = tally(order);
            if (decided instanceof Decided.Take take) {
                tallies.put(order, new Tally(tally.modules() + 1, tally.superseding()));
                put(order, submission, take.seq(), take.request());
            } else if (decided instanceof Decided.Supersede supersede) {
                tallies.put(order, new Tally(tally.modules(), tally.superseding() + 1));
                keys.replaceAll((spki, known) -> known.order().equals(order) && known.seq() == supersede.supersededSeq()
                        ? new KnownKey(order, known.module(), known.seq(), known.keySalt(), known.dacSha256(), true)
                        : known);
                put(order, submission, supersede.seq(), supersede.request());
            }
        }
    }

    private void put(OrderId order, Bytes submission, long seq, CheckedRequest.Accepted request) {
        if (seq != tally(order).lastSeq() || keys.containsKey(request.spkiSha256())) {
            throw new IllegalStateException("place %d or key taken twice".formatted(seq));
        }
        keys.put(
                request.spkiSha256(),
                new KnownKey(
                        order,
                        request.module(),
                        seq,
                        request.keySalt(),
                        request.dac().map(AttestationCertificate::sha256),
                        false));
        request.dac().map(DacNumber::of).ifPresent(number -> dacs.put(number, request.module()));
        modules.put(new Place(order, request.module()), new KnownModule(request.spkiSha256(), seq, submission, false));
        request.serialNumber().ifPresent(value -> owners.put(new Place(order, value), request.module()));
        request.mac().ifPresent(value -> owners.put(new Place(order, value), request.module()));
    }

    /** All that was taken so far is delivered. */
    void deliver() {
        modules.replaceAll(
                (place, module) -> new KnownModule(module.spkiSha256(), module.seq(), module.submissionSha256(), true));
    }

    @Override
    public Map<Bytes, KnownKey> byKeys(Collection<Bytes> spkiSha256) {
        Map<Bytes, KnownKey> found = new HashMap<>(keys);
        found.keySet().retainAll(new HashSet<>(spkiSha256));
        return found;
    }

    @Override
    public Map<ModuleId, KnownModule> byModules(OrderId order, Collection<ModuleId> ids) {
        return found(order, ids, modules);
    }

    @Override
    public Map<SerialNumber, ModuleId> bySerialNumbers(Collection<SerialNumber> serialNumbers) {
        Map<SerialNumber, ModuleId> found = new HashMap<>();
        tallies.keySet().forEach(order -> found.putAll(found(order, serialNumbers, owners)));
        return found;
    }

    @Override
    public Map<MacAddress, ModuleId> byMacs(OrderId order, Collection<MacAddress> macs) {
        return found(order, macs, owners);
    }

    @Override
    public Map<DacNumber, ModuleId> byDacNumbers(Collection<DacNumber> numbers) {
        Map<DacNumber, ModuleId> found = new HashMap<>(dacs);
        found.keySet().retainAll(new HashSet<>(numbers));
        return found;
    }

    private static <K, V> Map<K, V> found(OrderId order, Collection<K> asked, Map<Place, V> known) {
        Map<K, V> found = new HashMap<>();
        for (K thing : Set.copyOf(asked)) {
            V value = known.get(new Place(order, thing));
            if (value != null) {
                found.put(thing, value);
            }
        }
        return found;
    }

    @Override
    public Tally tally(OrderId order) {
        return tallies.getOrDefault(order, new Tally(0, 0));
    }
}
