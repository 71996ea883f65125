package dev.mintmark.job;

import dev.mintmark.delivery.BroughtValues;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.onboarding.SealedValues;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.store.JdbcModuleValues;
import dev.mintmark.template.MakerKeys;
import dev.mintmark.template.ModuleValues;
import java.util.Arrays;
import java.util.Map;

/**
 * What modules brought along, as the ledger keeps it: so a lot comes out the same when the file they came from is another, or
 * gone.
 */
final class LedgerValues implements BroughtValues {
    private final JdbcModuleValues ledger;
    private final ModuleSecrets secrets;
    private final MakerKeys keys;

    LedgerValues(JdbcModuleValues ledger, ModuleSecrets secrets, MakerKeys keys) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.keys = keys;
    }

    @Override
    public ModuleValues of(int seq) {
        if (!keys.isPerModule()) {
            return ModuleValues.NONE;
        }
        SealedValues sealed = ledger.find(seq)
                .orElseThrow(() -> new IllegalStateException(
                        "the values that the module at place %d brought along are not in the ledger".formatted(seq)));
        try (SecretBytes key = secrets.valuesKey(seq);
                SecretBytes values = sealed.open(key)) {
            return keys.read(values.expose());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Enters what a module brings along that is being taken. */
    void take(int seq, ModuleValues values) {
        if (keys.isPerModule()) {
            ledger.add(seq, seal(seq, values));
        }
    }

    private SealedValues seal(int seq, ModuleValues values) {
        byte[] bytes = values.toBytes();
        try (SecretBytes key = secrets.valuesKey(seq)) {
            return SealedValues.seal(key, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Holds the order's file against what was taken from it. Values that a recovered ledger lacks are taken once more: what was
     * delivered with others would show by its hashes.
     *
     * @throws FaultException if the file says something else of a module that was taken, or does not say what is needed
     */
    void hold(ProductionOrder order, Map<ModuleId, ModuleValues> file) {
        if (!keys.isPerModule()) {
            return;
        }
        String where = order.nvsValues().map(Object::toString).orElse(order.where());
        Faults faults = new Faults();
        ledger.taken().forEach((seq, taken) -> {
            ModuleValues said = file.get(taken.module());
            if (taken.mark().isPresent()) {
                if (said != null && !seal(seq, said).mark().equals(taken.mark().get())) {
                    faults.add(
                            where,
                            "module %s has started and its values changed".formatted(taken.module()),
                            "put its row back, or remove it: what was taken is kept");
                }
            } else if (said != null) {
                take(seq, said);
            } else if (!taken.isDelivered()) {
                faults.add(
                        where,
                        "the values of module %s were lost with the ledger that was replaced".formatted(taken.module()),
                        "put its row into the file as it was");
            }
        });
        faults.throwIfAny();
    }
}
