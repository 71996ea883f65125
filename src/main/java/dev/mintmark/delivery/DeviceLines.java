package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.Label;
import dev.mintmark.label.QrSymbol;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A device cloud's form: one line for each device, the refused ones behind. No device has a folder or a picture. */
final class DeviceLines implements LotForm {
    private final Bytes pai;
    private final List<RefusedDevice> refused;
    private final DevicesNdjson.Writer lines = new DevicesNdjson.Writer();
    private final Map<ModuleFile, byte[]> files = new EnumMap<>(ModuleFile.class);

    /** @param pai DER */
    DeviceLines(Bytes pai, List<RefusedDevice> refused) {
        this.pai = pai;
        this.refused = List.copyOf(refused);
    }

    @Override
    public boolean has(ModuleFile file) {
        return DevicesNdjson.FIELDS.containsKey(file);
    }

    @Override
    public LotContents.Payload module(ModuleId id) {
        files.clear();
        return (path, content) -> {
            files.put(ModuleFile.of(path, id), content.clone());
            return Bytes.sha256Of(content);
        };
    }

    @Override
    public void described(Label label, Supplier<QrSymbol> symbol) {
        lines.issued(
                label.moduleId(),
                files,
                pai,
                label.qrCode(),
                label.printedManualCode().replace('\n', ' '));
        files.values().forEach(content -> Arrays.fill(content, (byte) 0));
    }

    @Override
    public void finish(LotContents.Payload to) throws IOException {
        refused.forEach(lines::refused);
        LotContents.addAndWipe(to, DevicesNdjson.NAME, lines.toBytes());
    }
}
