package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger knows of modules taken so far, whether or not they have their certificate yet. Each answer holds those of
 * the asked-for that are known, and reflects everything decided in earlier batches.
 */
public interface IssuedModules {
    /** Keys of all orders, superseded ones too; by SHA-256 of the SubjectPublicKeyInfo. */
    Map<Bytes, KnownKey> byKeys(Collection<Bytes> spkiSha256);

    /** The live row of each module of this order. */
    Map<ModuleId, KnownModule> byModules(OrderId order, Collection<ModuleId> modules);

    /** Which module has the serial number, of whichever order: one device may be in several, two devices never share a number. */
    Map<SerialNumber, ModuleId> bySerialNumbers(Collection<SerialNumber> serialNumbers);

    /** Which module, of whichever order, has the DAC of this number. */
    Map<DacNumber, ModuleId> byDacNumbers(Collection<DacNumber> numbers);

    /** Which module of this order has the MAC. */
    Map<MacAddress, ModuleId> byMacs(OrderId order, Collection<MacAddress> macs);

    Tally tally(OrderId order);

    /**
     * @param order the order that took the key
     * @param keySalt that it was taken with
     * @param dacSha256 of its certificate, 32 bytes; empty if it has none yet
     * @param superseded whether the module has another key by now
     */
    record KnownKey(
            OrderId order,
            ModuleId module,
            long seq,
            Optional<Bytes> keySalt,
            Optional<Bytes> dacSha256,
            boolean superseded) {}

    /**
     * @param submissionSha256 of the submission that the live key came in
     * @param inDelivery whether it is in a delivery, handed over or under way
     */
    record KnownModule(Bytes spkiSha256, long seq, Bytes submissionSha256, boolean inDelivery) {}

    /**
     * How much of an order is taken.
     *
     * @param modules taken, each counted once however many keys it had
     * @param superseding keys that took another's place
     */
    record Tally(long modules, long superseding) {
        public Tally {
            if (modules < 0 || superseding < 0) {
                throw new IllegalArgumentException("no count is negative");
            }
        }

        /** The place of the last one taken; 0 if there is none. */
        public long lastSeq() {
            return modules + superseding;
        }
    }
}
