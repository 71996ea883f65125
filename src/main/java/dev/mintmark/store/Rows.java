package dev.mintmark.store;

import dev.mintmark.audit.SubmissionTaken;
import dev.mintmark.format.Bytes;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How values stand in columns. */
final class Rows {
    /** Columns of {@link #module}; the tables module m and submission s joined. */
    static final String MODULE_COLUMNS =
            "m.seq, m.module_id, m.mac, m.serial_number, m.public_key, m.spki_sha256, m.key_salt, m.accepted_at, s.sha256 AS submission_sha256";

    static final String MODULE_TABLES =
            "module m JOIN submission s ON s.order_id = m.order_id AND s.number = m.submission";

    /** Columns of {@link #dac}; the table dac d. */
    static final String DAC_COLUMNS =
            "d.seq AS dac_seq, d.spki_sha256 AS dac_spki, d.issuer_ski, d.serial, d.der, d.not_before, d.not_after, d.issued_at";

    private Rows() {}

    static AcceptedModule module(ResultSet row) throws SQLException {
        return new AcceptedModule(
                row.getInt("seq"),
                new ModuleId(row.getString("module_id")),
                Optional.ofNullable(row.getString("mac")).map(MacAddress::new),
                new SerialNumber(row.getString("serial_number")),
                known(row, "public_key"),
                Bytes.fromHex(row.getString("spki_sha256")),
                bytes(row.getString("key_salt")),
                Bytes.fromHex(row.getString("submission_sha256")),
                instant(row, "accepted_at"));
    }

    static Dac dac(ResultSet row) throws SQLException {
        return new Dac(
                row.getInt("dac_seq"),
                Bytes.fromHex(row.getString("dac_spki")),
                Bytes.fromHex(row.getString("issuer_ski")),
                Bytes.fromHex(row.getString("serial")),
                known(row, "der"),
                instant(row, "not_before"),
                instant(row, "not_after"),
                instant(row, "issued_at"));
    }

    static SubmissionTaken submission(OrderId order, ResultSet row) throws SQLException {
        return new SubmissionTaken(
                order,
                row.getInt("number"),
                row.getString("name"),
                Bytes.fromHex(row.getString("sha256")),
                instant(row, "taken_at"),
                row.getInt("accepted"),
                row.getInt("repeated"),
                row.getInt("rejected"),
                row.getInt("run"));
    }

    /** Empty where only a manifest tells of it. */
    private static Bytes known(ResultSet row, String column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? Bytes.of() : Bytes.of(value);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** As columns keep it: cut, where a database would round. */
    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    static Optional<Bytes> bytes(String hex) {
        return Optional.ofNullable(hex).map(Bytes::fromHex);
    }
}
