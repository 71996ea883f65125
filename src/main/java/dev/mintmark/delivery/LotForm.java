package dev.mintmark.delivery;

import dev.mintmark.label.Label;
import dev.mintmark.label.QrSymbol;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.util.function.Supplier;

/** How a lot lays out what is made of its modules. Told of one module after another. */
interface LotForm {
    /** Whether a module has such a file here. */
    boolean has(ModuleFile file);

    /** Where the files of the next module go. */
    LotContents.Payload module(ModuleId id);

    /**
     * What that module's files do not say.
     *
     * @param symbol gives that of the label's QR code
     */
    void described(Label label, Supplier<QrSymbol> symbol);

    /** Adds what tells of all modules. */
    void finish(LotContents.Payload payload) throws IOException;
}
