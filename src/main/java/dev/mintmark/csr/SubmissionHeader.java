package dev.mintmark.csr;

import dev.mintmark.format.seal.SealException;
import dev.mintmark.format.seal.SignedContent;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.StrictJson;
import dev.mintmark.order.OrderId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The first line of what is signed: {@code {"submission":"2026-12-01-a","order":"FU-1","sequence":1}} and a line feed. Signed with
 * the requests, so that none of them is sent again, left out or moved to another order unnoticed.
 *
 * @param id the sender's own for this submission, used once in an order: 1 to 64 of {@code [A-Za-z0-9._-]}, starting with a letter or
 *     digit
 * @param sequence 1 for the order's first signed submission, then without gaps
 */
public record SubmissionHeader(String id, OrderId order, int sequence) {
    /** Bytes, without the line feed. */
    static final int LONGEST = 512;

    public SubmissionHeader {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "submission \"%s\" is not 1 to 64 of A-Z a-z 0-9 . _ -".formatted(FileSafe.printable(id)));
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence %d is not at least 1".formatted(sequence));
        }
    }

    /** The line that what is signed begins with; longer than any header if it is none. */
    static byte[] firstLine(InputStream content) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = content.read(); read >= 0 && read != '\n'; read = content.read()) {
            line.write(read);
            if (line.size() > LONGEST) {
                break;
            }
        }
        return line.toByteArray();
    }

    /** What a signed file says of itself, whoever signed it. */
    static Optional<SubmissionHeader> announced(InputStream file) throws IOException {
        try {
            return Optional.of(parse(firstLine(SignedContent.open(file).content())));
        } catch (SealException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @param line without the line feed
     * @throws IllegalArgumentException if it is anything else
     */
    static SubmissionHeader parse(byte[] line) {
        Map<String, Object> fields = StrictJson.object(line);
        Object id = fields.remove("submission");
        Object order = fields.remove("order");
        Object sequence = fields.remove("sequence");
        if (!(id instanceof String name && order instanceof String of && sequence instanceof Long place)
                || !fields.isEmpty()) {
            throw new IllegalArgumentException("it is not submission, order and sequence, and nothing else");
        }
        return new SubmissionHeader(name, new OrderId(of), Math.toIntExact(Math.min(place, Integer.MAX_VALUE)));
    }

    /**
     * Why the submission cannot be taken, if it cannot.
     *
     * @param source the submission's file name
     * @param into the order that it lies before
     * @param last sequence of the last one that was taken; 0 if there is none
     * @param idTaken whether one with this id was taken
     */
    public Optional<Refused> refusal(String source, OrderId into, int last, boolean idTaken) {
        if (!order.equals(into)) {
            return refused(source, RejectCode.SUBMISSION_OF_OTHER_ORDER, "signed for order %s".formatted(order));
        }
        if (idTaken || sequence <= last) {
            return refused(
                    source,
                    RejectCode.SUBMISSION_REPLAYED,
                    "submission \"%s\", sequence %d: the last one taken has sequence %d".formatted(id, sequence, last));
        }
        if (sequence > last + 1) {
            return refused(
                    source,
                    RejectCode.SUBMISSION_OUT_OF_SEQUENCE,
                    "submission \"%s\", sequence %d: the next one is %d".formatted(id, sequence, last + 1));
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(String source, RejectCode code, String reason) {
        return Optional.of(new Refused(source, "", code, reason));
    }

    /** As it is signed, with its line feed. */
    byte[] line() {
        return "{\"submission\":\"%s\",\"order\":\"%s\",\"sequence\":%d}\n"
                .formatted(id, order, sequence)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
