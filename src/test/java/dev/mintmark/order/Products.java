package dev.mintmark.order;

import dev.mintmark.input.Faults;
import java.nio.file.Path;

/** Products for tests of other packages, read as orders read them. */
public final class Products {
    private Products() {}

    public static Product read(Path file) {
        Faults faults = new Faults();
        return ProductFile.read(file, faults)
                .orElseThrow(() -> new IllegalArgumentException(faults.list().toString()));
    }
}
