package dev.mintmark.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/** A lot that was laid out: {@code bagit.txt} and all that lies beside and below it, by name. */
public final class LotFolder implements LotFiles {
    private final Path folder;

    public LotFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether a folder is, or was, a lot's. */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(BagFile.BAGIT))
                || Files.isRegularFile(folder.resolve(BagFile.MANIFEST));
    }

    /** Links and whatever else is no plain file, or larger than any file of a lot, passes as a path that no list names. */
    @Override
    public void read(Each each) throws IOException {
        SortedSet<String> names = DeliveryFile.present(folder);
        for (String name : names) {
            if (name.endsWith(DeliveryFile.NO_FILE)) {
                each.file(name, new byte[0]);
                continue;
            }
            try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                byte[] content = in.readNBytes(LotEntries.LARGEST_FILE + 1);
                boolean tooLarge = content.length > LotEntries.LARGEST_FILE;
                each.file(tooLarge ? name + " (too large)" : name, tooLarge ? new byte[0] : content);
            }
        }
    }
}
