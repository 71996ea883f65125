package dev.mintmark.audit;

import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.order.Terms;
import java.util.Optional;
import java.util.function.Function;

/** What an entry may tell of, by the word in its field {@code kind}, and how it is read. docs/formats/log.md has this table. */
public enum EntryKind {
    ORDER_OPENED(f -> new OrderOpened(
            f.order(),
            f.text("reference"),
            f.number("quantity"),
            f.number("spares"),
            new Terms(f.texts("terms")),
            f.hex("key_check"),
            f.time("opened_at"))),
    ORDER_AMENDED(f -> new OrderAmended(f.order(), f.number("quantity"), f.number("spares"))),
    SUBMISSION(f -> new SubmissionTaken(
            f.order(),
            f.number("number"),
            f.text("name"),
            f.hex("sha256"),
            f.time("taken_at"),
            f.number("accepted"),
            f.number("repeated"),
            f.number("rejected"),
            f.number("run"))),
    SUBMISSION_SIGNED(f -> new SubmissionSigned(
            f.order(), f.number("submission"), f.text("id"), f.number("sequence"), f.hex("signer_sha256"))),
    ASKED_AGAIN(f -> new AskedAgain(f.order(), f.number("submission"), f.list("modules", m -> m.number("seq")))),
    ACCEPTED(f -> new Accepted(
            f.order(),
            f.number("submission"),
            f.list(
                    "modules",
                    m -> new Accepted.Module(
                            m.number("seq"),
                            new ModuleId(m.text("module_id")),
                            Optional.of(m.text("mac"))
                                    .filter(mac -> !mac.isEmpty())
                                    .map(MacAddress::new),
                            new SerialNumber(m.text("serial_number")),
                            m.base64("public_key"),
                            m.optionalHex("key_salt"))))),
    SUPERSEDED(f -> new Superseded(f.order(), f.number("seq"), f.number("by_seq"))),
    REJECTED(f -> new Rejected(
            f.order(),
            f.number("submission"),
            f.list(
                    "rejects",
                    r -> new Rejected.Reject(
                            r.number("number"),
                            r.text("source"),
                            r.text("module_id"),
                            r.text("code"),
                            r.text("reason"))))),
    DELIVERY_PLANNED(f -> new DeliveryPlanned(
            f.order(),
            f.number("number"),
            f.number("first_seq"),
            f.number("last_seq"),
            f.number("lot_size"),
            f.time("planned_at"))),
    DAC(f -> dac(f, false)),
    ADOPTED(f -> dac(f, true)),
    RE_SIGNED(f -> new ReSigned(
            f.order(), f.number("first_seq"), f.number("last_seq"), f.number("attempt"), f.time("begun_at"))),
    SEALED(f -> new LotsSealed(
            f.order(),
            f.number("delivery"),
            f.list(
                    "lots",
                    l -> new LotsSealed.Lot(
                            l.number("lot"),
                            l.hex("tar_sha256"),
                            l.hex("gzip_sha256"),
                            l.hex("sealed_sha256"),
                            l.longNumber("sealed_size"))))),
    DELIVERED(f -> new Delivered(
            f.order(), f.number("number"), f.hex("sums_sha256"), f.base64("signer"), f.time("delivered_at"))),
    ACKNOWLEDGED(f -> new Acknowledged(
            f.order(),
            f.number("delivery"),
            f.hex("sha256"),
            f.hex("signer_sha256"),
            f.time("signed_at"),
            f.time("taken_at"))),
    REPORTED(f -> new Reported(
            f.order(),
            f.number("number"),
            f.text("name"),
            f.hex("sha256"),
            Optional.of(f.hex("signer_sha256")).filter(signer -> signer.size() > 0),
            f.text("reading"),
            f.time("taken_at"),
            f.number("taken"),
            f.number("known"),
            f.number("refused"))),
    ORDER_CLOSED(f -> new OrderClosed(f.order(), f.text("reason"), f.time("closed_at"))),
    RECOVERED_MODULES(f -> new RecoveredModules(
            f.order(),
            f.number("submission"),
            f.list(
                    "modules",
                    m -> new RecoveredModules.Module(
                            m.number("seq"),
                            new ModuleId(m.text("module_id")),
                            Optional.of(m.text("mac"))
                                    .filter(mac -> !mac.isEmpty())
                                    .map(MacAddress::new),
                            new SerialNumber(m.text("serial_number")),
                            m.hex("spki_sha256"),
                            m.hex("issuer_ski"),
                            m.hex("dac_serial"),
                            m.hex("dac_sha256"),
                            m.time("dac_not_before"),
                            m.time("dac_not_after"),
                            m.time("issued_at"))))),
    RECOVERED(f -> new Recovered(
            f.order(), f.number("delivery"), f.longNumber("size"), f.hex("root"), f.time("recovered_at")));

    private final Function<EntryFields, LogEntry> reading;

    EntryKind(Function<EntryFields, LogEntry> reading) {
        this.reading = reading;
    }

    private static DacIssued dac(EntryFields f, boolean adopted) {
        return new DacIssued(
                f.order(),
                f.number("seq"),
                new ModuleId(f.text("module_id")),
                f.hex("spki_sha256"),
                f.hex("issuer_ski"),
                f.hex("dac_serial"),
                f.hex("dac_sha256"),
                f.time("issued_at"),
                f.base64("der"),
                adopted);
    }

    /** As it stands in entries. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static EntryKind of(String word) {
        for (EntryKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such kind of entry");
    }

    LogEntry read(EntryFields fields) {
        return reading.apply(fields);
    }
}
