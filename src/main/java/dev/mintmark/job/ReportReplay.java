package dev.mintmark.job;

import dev.mintmark.audit.Reported;
import dev.mintmark.disposition.ReportForm;
import dev.mintmark.format.Bytes;
import dev.mintmark.reported.ReportReader;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes reports in once more of which the log tells. The log has their hashes and counts, the home their files; one whose file is
 * gone counts as taken without its events, and can be taken in again. In the caller's transaction.
 */
final class ReportReplay {
    private final Home home;
    private final Ledger ledger;
    private final Clock clock;
    private final List<String> missing = new ArrayList<>();

    ReportReplay(Home home, Ledger ledger, Clock clock) {
        this.home = home;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Reports without file, by order and SHA-256. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    void replay(Reported told) throws IOException {
        for (ReportReader.Kind kind : ReportReader.Kind.values()) {
            Path file = home.order(told.order()).report(told.sha256(), kind.ending());
            if (Files.isRegularFile(file) && sha256(file).equals(told.sha256())) {
                new ModuleReports(home, told.order(), ledger, clock)
                        .enter(told, file, kind, ReportForm.parse(told.reading()), java.util.Optional.of(told));
                return;
            }
        }
        missing.add("%s %s".formatted(told.order(), told.sha256().hex()));
        ledger.reports(told.order()).begin(told);
        ledger.reports(told.order()).finish(told);
    }

    private static Bytes sha256(Path file) throws IOException {
        java.security.MessageDigest digest = Bytes.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Bytes.of(digest.digest());
    }
}
