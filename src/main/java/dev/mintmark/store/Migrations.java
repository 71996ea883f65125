package dev.mintmark.store;

import dev.mintmark.input.FaultException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** The ledger's tables, brought up to this program's and never past it. */
final class Migrations {
    private final Flyway flyway;

    private Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    static Migrations of(DataSource dataSource) {
        return new Migrations(Flyway.configure().dataSource(dataSource).load());
    }

    boolean arePending() {
        return flyway.info().pending().length > 0;
    }

    /**
     * @param place named to people
     * @throws FaultException if a newer program has been here: what it keeps in its tables this one would pass over
     */
    void bringUp(String place) {
        MigrationInfoService info = flyway.info();
        Optional<MigrationInfo> newer = Stream.of(info.applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .findFirst();
        if (newer.isPresent()) {
            throw new FaultException(
                    place,
                    "the ledger was used by a newer mintmark (tables of version %s)"
                            .formatted(newer.get().getVersion()),
                    "use that one, or restore the backup made before it");
        }
        // migrating looks at all of it once more, which every command would wait for
        if (info.pending().length > 0 || !Stream.of(info.applied()).allMatch(Migrations::isAsMade)) {
            flyway.migrate();
        }
    }

    private static boolean isAsMade(MigrationInfo applied) {
        return applied.getState() == MigrationState.SUCCESS && applied.isChecksumMatching();
    }
}
