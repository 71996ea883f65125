package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A lot as if each module had its files in a folder, whatever the lot's form: so whoever looks into modules need know one form
 * only. A field upgrade's {@code devices.ndjson} is passed too, behind what it holds.
 */
public record UnfoldedLot(LotFiles files) implements LotFiles {
    @Override
    public void read(Each each) throws IOException {
        files.read((path, content) -> {
            if (path.equals(BagFile.PAYLOAD + DevicesNdjson.NAME)) {
                List<UnfoldedFile> unfolded = new ArrayList<>();
                DevicesNdjson.read(
                        content,
                        (module, made, pai, qrCode, manualCode) -> made.forEach((file, bytes) ->
                                unfolded.add(new UnfoldedFile(BagFile.PAYLOAD + file.path(module), Bytes.of(bytes)))));
                for (UnfoldedFile file : unfolded) {
                    each.file(file.path(), file.content().toByteArray());
                }
            }
            each.file(path, content);
        });
    }

    private record UnfoldedFile(String path, Bytes content) {}
}
