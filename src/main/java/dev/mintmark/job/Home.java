package dev.mintmark.job;

import dev.mintmark.order.OrderId;
import java.nio.file.Path;

/** The folder that holds ledger, keys and results, and what stands where in it. */
public record Home(Path root) {
    /** The home unless {@code --home} or {@code MINTMARK_HOME} names another. */
    public static final Path DEFAULT = Path.of("output");

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public boolean isDefault() {
        return root.equals(DEFAULT.toAbsolutePath().normalize());
    }

    public Path ledger() {
        return root.resolve("ledger");
    }

    /** The transparency log's files: tiles and signed checkpoints. */
    public Path log() {
        return root.resolve("log");
    }

    /** The orders' keys, each wrapped by the site's. */
    public Path keys() {
        return root.resolve("keys");
    }

    public Path testKeys() {
        return root.resolve("test-keys");
    }

    /** What runs now and how far it is, for {@code status} while the ledger is held. */
    public Path status() {
        return root.resolve("status.json");
    }

    public OrderFolder order(OrderId id) {
        return new OrderFolder(root.resolve(id.value()));
    }
}
