package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.Label;
import dev.mintmark.label.LabelSheet;
import dev.mintmark.label.LabelsCsv;
import dev.mintmark.label.QrSymbol;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** A factory's form: a folder of files for each module, labels by MAC and maybe a sheet of them, and the PAI beside them. */
final class ModuleFolders implements LotForm {
    private final LotContents.Payload payload;
    private final Bytes pai;
    private final LabelsCsv labels = new LabelsCsv();
    private final Optional<LabelSheet> sheet;

    /** @param pai DER */
    ModuleFolders(LotContents.Payload payload, Bytes pai, Optional<LabelSheet> sheet) {
        this.payload = payload;
        this.pai = pai;
        this.sheet = sheet;
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
    public void described(Label label, Supplier<QrSymbol> symbol) {
        labels.add(label);
        sheet.ifPresent(drawn -> drawn.add(label, symbol.get()));
    }

    @Override
    public void finish(LotContents.Payload to) throws IOException {
        to.add("pai.der", pai.toByteArray());
        LotContents.addAndWipe(to, "labels.csv", labels.toBytes());
        if (sheet.isPresent()) {
            try (LabelSheet drawn = sheet.get()) {
                LotContents.addAndWipe(to, "labels.pdf", drawn.toBytes());
            }
        }
    }
}
