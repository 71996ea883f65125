package dev.mintmark.csr;

import dev.mintmark.csr.CheckedRequest.Accepted;
import dev.mintmark.csr.IssuedModules.KnownKey;
import dev.mintmark.csr.IssuedModules.KnownModule;
import dev.mintmark.csr.IssuedModules.Tally;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger knows of the modules of one batch, and what the batch has taken itself. */
final class TakenSoFar {
    private final OrderId order;
    private final Bytes submissionSha256;
    private final Map<Bytes, KnownKey> keys;
    private final Map<ModuleId, KnownModule> modules;
    private final Map<SerialNumber, ModuleId> serialNumbers;
    private final Map<MacAddress, ModuleId> macs;
    private final Map<DacNumber, ModuleId> dacs;
    private Tally tally;

    /** Asks the ledger once for each kind of thing, whatever the size of the batch. */
    TakenSoFar(OrderId order, Bytes submissionSha256, IssuedModules issued, List<Accepted> batch) {
        this.order = order;
        this.submissionSha256 = submissionSha256;
        this.keys = new HashMap<>(issued.byKeys(
                batch.stream().map(Accepted::spkiSha256).distinct().toList()));
        this.modules = new HashMap<>(issued.byModules(
                order, batch.stream().map(Accepted::module).distinct().toList()));
        this.serialNumbers = new HashMap<>(issued.bySerialNumbers(batch.stream()
                .flatMap(request -> request.serialNumber().stream())
                .distinct()
                .toList()));
        this.macs = new HashMap<>(issued.byMacs(
                order,
                batch.stream()
                        .flatMap(request -> request.mac().stream())
                        .distinct()
                        .toList()));
        this.dacs = new HashMap<>(issued.byDacNumbers(batch.stream()
                .flatMap(request -> request.dac().stream().map(DacNumber::of))
                .distinct()
                .toList()));
        this.tally = issued.tally(order);
    }

    Optional<KnownKey> key(Bytes spkiSha256) {
        return Optional.ofNullable(keys.get(spkiSha256));
    }

    Optional<KnownModule> module(ModuleId id) {
        return Optional.ofNullable(modules.get(id));
    }

    Tally tally() {
        return tally;
    }

    boolean isOfThisSubmission(KnownModule module) {
        return module.submissionSha256().equals(submissionSha256);
    }

    /** A serial number or MAC that another module has, or a DAC's number that any has. */
    Optional<Refused> clash(Accepted request) {
        Optional<Refused> serialNumber = request.serialNumber()
                .flatMap(value -> clash(
                        request,
                        serialNumbers.get(value),
                        RejectCode.DUPLICATE_SERIAL_NUMBER,
                        "serial number \"%s\"".formatted(value)));
        return serialNumber
                .or(() -> request.mac()
                        .flatMap(value -> clash(
                                request, macs.get(value), RejectCode.DUPLICATE_MAC, "MAC \"%s\"".formatted(value))))
                .or(() -> request.dac().map(DacNumber::of).flatMap(number -> Optional.ofNullable(dacs.get(number))
                        .map(owner -> request.refused(
                                RejectCode.DUPLICATE_DAC_SERIAL,
                                "the issuer's number %s is that of module %s's certificate"
                                        .formatted(number.serial(), owner)))));
    }

    private static Optional<Refused> clash(Accepted request, ModuleId owner, RejectCode code, String what) {
        return owner == null || owner.equals(request.module())
                ? Optional.empty()
                : Optional.of(request.refused(code, "%s is that of module %s".formatted(what, owner)));
    }

    /** Gives the request the next place, and remembers all that is taken with it. */
    Decided take(Accepted request, Optional<KnownModule> superseded) {
        long seq = tally.lastSeq() + 1;
        ModuleId id = request.module();
        Optional<Bytes> dacSha256 = request.dac().map(AttestationCertificate::sha256);
        keys.put(request.spkiSha256(), new KnownKey(order, id, seq, request.keySalt(), dacSha256, false));
        modules.put(id, new KnownModule(request.spkiSha256(), seq, submissionSha256, false));
        request.serialNumber().ifPresent(value -> serialNumbers.put(value, id));
        request.mac().ifPresent(value -> macs.put(value, id));
        request.dac().map(DacNumber::of).ifPresent(number -> dacs.put(number, id));
        if (superseded.isPresent()) {
            keys.computeIfPresent(
                    superseded.get().spkiSha256(),
                    (old, known) -> new KnownKey(order, id, known.seq(), known.keySalt(), known.dacSha256(), true));
            tally = new Tally(tally.modules(), tally.superseding() + 1);
            return new Decided.Supersede(seq, request, superseded.get().seq());
        }
        tally = new Tally(tally.modules() + 1, tally.superseding());
        return new Decided.Take(seq, request);
    }
}
