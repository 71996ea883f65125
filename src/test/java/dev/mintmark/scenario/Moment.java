package dev.mintmark.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The moments of a run at which something has just been done and something else, which belongs to it, has not. Each is known by
 * the call on the disk that it follows, and by what a kill there leaves. The order is {@link #ORDER}, of four lots or more.
 */
enum Moment {
    LAUNCH(seen -> seen.makes(""), (place, ledger) -> empty(place.home().root())),
    TEST_KEYS_BEING_MADE(
            seen -> seen.renames("test-keys.part/site.key"),
            (place, ledger) -> Files.exists(place.home().root().resolve("test-keys.part"))),
    TEST_KEYS_MADE(
            seen -> seen.renames("test-keys"),
            (place, ledger) -> Files.exists(place.home().testKeys())),
    ORDER_KEY_WITHOUT_ROW(
            seen -> seen.renames("keys/PO-1.key"),
            (place, ledger) -> Files.exists(place.home().keys().resolve(Moment.ORDER + ".key"))
                    && count(ledger, "production_order") == 0),
    INSTANCE_WITHOUT_EXECUTION(
            // a string of ten characters in a row
            seen -> seen.commits("Nproduction"),
            (place, ledger) -> count(ledger, "batch_job_instance") == 1 && count(ledger, "batch_job_execution") == 0),
    SPLIT_HALF_DONE(
            seen -> seen.commits("issue:delivery-1-lots-0001-"),
            (place, ledger) -> count(ledger, "dac") == 0 && count(ledger, Moment.ISSUE_STEPS) > 0),
    /** A partition's thread has said that it starts, and nothing of it is committed. */
    BEFORE_THE_FIRST_COMMIT(
            Seen::isFirstCommitOfAPartition,
            (place, ledger) -> count(ledger, "dac") == 0 && count(ledger, Moment.ISSUE_STEPS) > 0),
    MID_ISSUE(
            // the attribute type VendorID in a subject, Matter 6.1.1
            seen -> seen.commits("\u002B\u0006\u0001\u0004\u0001\u0082\u00A2\u007C\u0002\u0001"),
            (place, ledger) -> count(ledger, "dac") > 0 && count(ledger, "dac") < count(ledger, "module")),
    LOT_BEING_WRITTEN(
            seen -> seen.writes(Moment.STAGING + "lot-0002.tar.gz.p7m.part"),
            (place, ledger) -> lot2(ledger, "PLANNED") && !there(place, Moment.STAGING + "lot-0002.tar.gz.p7m")),
    LOT_WRITTEN_NOT_KNOWN(
            seen -> seen.syncs(Moment.STAGING + "lot-0002.tar.gz.p7m.part"),
            (place, ledger) -> lot2(ledger, "PLANNED") && there(place, Moment.STAGING + "lot-0002.tar.gz.p7m.part")),
    LOT_KNOWN_NOT_RENAMED(
            seen -> seen.syncsLedgerAfterSyncOf(Moment.STAGING + "lot-0002.tar.gz.p7m.part"),
            (place, ledger) -> lot2(ledger, "SEALING") && !there(place, Moment.STAGING + "lot-0002.tar.gz.p7m")),
    LOT_RENAMED_WITHOUT_ROW(
            seen -> seen.renames(Moment.STAGING + "lot-0002.tar.gz.p7m"),
            (place, ledger) -> lot2(ledger, "SEALING") && there(place, Moment.STAGING + "lot-0002.tar.gz.p7m")),
    LISTS_NOT_SIGNED(
            seen -> seen.renames(Moment.STAGING + "SHA256SUMS"),
            (place, ledger) -> !there(place, Moment.STAGING + "SHA256SUMS.p7s") && !there(place, Moment.DELIVERY)),
    SIGNED_NOT_RENAMED(
            seen -> seen.renames(Moment.STAGING + "SHA256SUMS.p7s"),
            (place, ledger) -> there(place, Moment.STAGING + "SHA256SUMS.p7s") && !there(place, Moment.DELIVERY)),
    DELIVERY_WITHOUT_ROW(
            seen -> seen.renames(Moment.DELIVERY),
            (place, ledger) ->
                    there(place, Moment.DELIVERY) && count(ledger, "delivery WHERE delivered_at IS NOT NULL") == 0),
    MANIFEST_NOT_SIGNED(
            seen -> seen.renames(Moment.ORDER + "/manifest.csv"),
            (place, ledger) -> !there(place, Moment.ORDER + "/manifest.csv.p7s")),
    RECONCILING(
            seen -> seen.renamesAgain(Moment.ORDER + "/rejects.csv"),
            (place, ledger) -> count(ledger, "delivery WHERE delivered_at IS NOT NULL") == 1
                    && count(ledger, "production_order WHERE completed_runs = 0") == 1),
    REPORT_HALF_WRITTEN(
            seen -> seen.renames(Moment.ORDER + "/report.html"),
            (place, ledger) -> count(ledger, "production_order WHERE completed_runs = 1") == 1
                    && !there(place, Moment.ORDER + "/report.json"));

    static final String ORDER = "PO-1";

    private static final String DELIVERY = ORDER + "/deliveries/0001";
    private static final String STAGING = DELIVERY + ".part/";
    private static final String ISSUE_STEPS = "batch_step_execution WHERE step_name LIKE 'issue:%'";

    private final Predicate<Seen> isHere;
    private final BiPredicate<Workplace, JdbcTemplate> left;

    Moment(Predicate<Seen> isHere, BiPredicate<Workplace, JdbcTemplate> left) {
        this.isHere = isHere;
        this.left = left;
    }

    boolean isHere(Seen seen) {
        return isHere.test(seen);
    }

    /** Whether what is left is what a kill at this moment leaves. */
    boolean left(Workplace place, JdbcTemplate ledger) {
        return left.test(place, ledger);
    }

    private static boolean empty(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && names.length == 0;
    }

    private static boolean there(Workplace place, String name) {
        return Files.exists(place.home().root().resolve(name));
    }

    private static boolean lot2(JdbcTemplate ledger, String state) {
        return count(ledger, "lot WHERE number = 2 AND state = '%s'".formatted(state)) == 1;
    }

    private static int count(JdbcTemplate ledger, String what) {
        Integer count = ledger.queryForObject("SELECT COUNT(*) FROM " + what, Integer.class);
        return count == null ? 0 : count;
    }
}
