package dev.mintmark.delivery;

import dev.mintmark.label.Label;
import dev.mintmark.order.ModuleId;
import java.io.IOException;

/** How a lot lays out what is made of its modules. Told of one module after another. */
interface LotForm {
    /** Whether a module has such a file here. */
    boolean has(ModuleFile file);

    /** Where the files of the next module go. */
    LotContents.Payload module(ModuleId id);

    /** What that module's files do not say. */
    void described(Label label);

    /** Adds what tells of all modules. */
    void finish(LotContents.Payload payload) throws IOException;
}
