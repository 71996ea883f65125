package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.Label;
import dev.mintmark.label.LabelsCsv;
import dev.mintmark.order.ModuleId;
import java.io.IOException;

/** A factory's form: a folder of files for each module, labels by MAC, and the PAI beside them. */
final class ModuleFolders implements LotForm {
    private final LotContents.Payload payload;
    private final Bytes pai;
    private final LabelsCsv labels = new LabelsCsv();

    /** @param pai DER */
    ModuleFolders(LotContents.Payload payload, Bytes pai) {
        this.payload = payload;
        this.pai = pai;
    }

    @Override
    public boolean has(ModuleFile file) {
        return true;
    }

    @Override
    public LotContents.Payload module(ModuleId id) {
        return payload;
    }

    @Override
    public void described(Label label) {
        labels.add(label);
    }

    @Override
    public void finish(LotContents.Payload to) throws IOException {
        to.add("pai.der", pai.toByteArray());
        LotContents.addAndWipe(to, "labels.csv", labels.toBytes());
    }
}
