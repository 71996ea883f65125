package dev.mintmark.label;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.Faults;
import dev.mintmark.input.InputText;
import dev.mintmark.order.Product;
import dev.mintmark.order.ZplSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A label in ZPL II with fields in braces where {@code ^FD} has what is printed; else it goes to the printer as it stands. */
public final class ZplTemplate {
    /** Room for a small logo; all modules of a lot have a copy. */
    private static final int LARGEST = 32 * 1024;

    private final Bytes sha256;
    private final List<Part> parts;

    /**
     * A command.
     *
     * @param fixed all of it, or all but the data
     * @param data what has fields
     * @param indicator what begins a byte in hex
     */
    private record Part(String fixed, Optional<LabelPattern> data, Optional<Character> indicator) {}

    private ZplTemplate(String text) {
        this.sha256 = Bytes.sha256Of(text.getBytes(StandardCharsets.UTF_8));
        this.parts = new ArrayList<>();
        List<ZplCommand> commands = ZplCommand.of(text);
        var fields = ZplField.of(commands).iterator();
        for (ZplCommand command : commands) {
            if (command.isData()) {
                parts.add(new Part(
                        command.written(),
                        Optional.of(LabelPattern.parse(command.parameters())),
                        fields.next().indicator()));
            } else {
                parts.add(new Part(command.written() + command.parameters(), Optional.empty(), Optional.empty()));
            }
        }
    }

    /**
     * @return empty if anything is wrong with it, which is then among {@code faults}
     */
    public static Optional<ZplTemplate> read(ZplSource source, Product product, Faults faults) {
        return InputText.read(source.file(), LARGEST, faults)
                .filter(text -> new ZplTemplateCheck(source, product, faults).passes(text))
                .map(ZplTemplate::new);
    }

    /** What decides every label's bytes, beside the module. */
    public Bytes sha256() {
        return sha256;
    }

    /** The label's file, UTF-8. It tells the passcode to who decodes its codes. */
    public byte[] render(Label label) {
        StringBuilder zpl = new StringBuilder();
        for (Part part : parts) {
            zpl.append(part.fixed());
            part.data()
                    .ifPresent(data -> zpl.append(data.fill(label, value -> part.indicator()
                            .map(sign -> ZplField.escaped(value, sign))
                            .orElse(value))));
        }
        return zpl.toString().getBytes(StandardCharsets.UTF_8);
    }
}
