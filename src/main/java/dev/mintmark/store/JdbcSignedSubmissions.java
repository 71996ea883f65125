package dev.mintmark.store;

import dev.mintmark.audit.AskedAgain;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.SubmissionSigned;
import dev.mintmark.csr.SubmissionHeader;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.OrderId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is known of an order's submissions because they were signed, and what they asked for once more. */
public final class JdbcSignedSubmissions {
    private final JdbcTemplate jdbc;
    private final JdbcLog log;
    private final OrderId order;

    JdbcSignedSubmissions(JdbcTemplate jdbc, JdbcLog log, OrderId order) {
        this.jdbc = jdbc;
        this.log = log;
        this.order = order;
    }

    /** The sequence of the last one taken; 0 if none was. */
    public int lastSequence() {
        return one("SELECT COALESCE(MAX(sequence_number), 0) FROM signed_submission WHERE order_id = ?");
    }

    public boolean isTaken(String id) {
        Integer count = jdbc.queryForObject(
                "SELECT COUNT(*) FROM signed_submission WHERE order_id = ? AND submission_id = ?",
                Integer.class,
                order.value(),
                id);
        return count != null && count > 0;
    }

    /** @param submission its number in the order, under which it was begun */
    public void add(int submission, SubmissionHeader header, Bytes signer) {
        jdbc.update(
                "INSERT INTO signed_submission (order_id, number, submission_id, sequence_number, signer_sha256)"
                        + " VALUES (?, ?, ?, ?, ?)",
                order.value(),
                submission,
                header.id(),
                header.sequence(),
                signer.hex());
        log.append(List.of(new SubmissionSigned(order, submission, header.id(), header.sequence(), signer)));
    }

    /**
     * Has modules delivered once more; those that are in no delivery yet come with the next one anyhow.
     *
     * @param places each once
     */
    public void ask(int submission, List<Integer> places) {
        int delivered = one("SELECT COALESCE(MAX(last_seq), 0) FROM lot WHERE order_id = ?");
        List<Integer> again =
                places.stream().filter(seq -> seq <= delivered).sorted().toList();
        jdbc.batchUpdate(
                "INSERT INTO redelivery (order_id, seq, submission) VALUES (?, ?, ?)",
                again,
                Math.max(1, again.size()),
                (statement, seq) -> {
                    statement.setString(1, order.value());
                    statement.setInt(2, seq);
                    statement.setInt(3, submission);
                });
        log.append(LogEntry.split(again, part -> new AskedAgain(order, submission, part)));
    }

    Optional<LogEntry> now(SubmissionSigned told) {
        return jdbc
                .query(
                        "SELECT submission_id, sequence_number, signer_sha256 FROM signed_submission"
                                + " WHERE order_id = ? AND number = ?",
                        (row, n) -> (LogEntry) new SubmissionSigned(
                                order,
                                told.submission(),
                                row.getString("submission_id"),
                                row.getInt("sequence_number"),
                                Bytes.fromHex(row.getString("signer_sha256"))),
                        order.value(),
                        told.submission())
                .stream()
                .findFirst();
    }

    Optional<LogEntry> now(AskedAgain told) {
        List<Integer> places = jdbc.queryForList(
                "SELECT seq FROM redelivery WHERE order_id = ? AND submission = ? AND seq BETWEEN ? AND ? ORDER BY seq",
                Integer.class,
                order.value(),
                told.submission(),
                told.places().get(0),
                told.places().get(told.places().size() - 1));
        return Optional.of(new AskedAgain(order, told.submission(), places));
    }

    private int one(String sql) {
        Integer value = jdbc.queryForObject(sql, Integer.class, order.value());
        return value == null ? 0 : value;
    }
}
