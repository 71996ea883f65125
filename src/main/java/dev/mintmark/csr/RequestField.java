package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.input.FileSafe;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a row of an index or a line of NDJSON says of a request, by the name of the column or field. */
enum RequestField {
    MODULE_ID,
    SERIAL_NUMBER,
    MAC,
    CSR,
    SUPERSEDES,
    KEY_SALT,
    /** A certificate that another CA issued. */
    DAC;

    private static final Map<String, RequestField> BY_TITLE =
            Arrays.stream(values()).collect(Collectors.toMap(RequestField::title, Function.identity()));
    private static final String PEM = "-----BEGIN";

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RequestField> of(String title) {
        return Optional.ofNullable(BY_TITLE.get(title));
    }

    /**
     * The request of one row, or what is wrong with the row.
     *
     * @param values each field's, without blanks around it; empty if it is not given
     */
    static SubmissionEntry entry(String source, Function<RequestField, String> values) {
        String id = values.apply(MODULE_ID);
        RejectCode code = RejectCode.BAD_MODULE_ID;
        try {
            ModuleId module = ModuleId.parse(id);
            code = RejectCode.BAD_SERIAL_NUMBER;
            Optional<SerialNumber> serialNumber = optional(values.apply(SERIAL_NUMBER), SerialNumber::new);
            code = RejectCode.BAD_MAC;
            Optional<MacAddress> mac = optional(values.apply(MAC), MacAddress::parse);
            code = RejectCode.BAD_SUPERSEDES;
            Optional<Bytes> supersedes = optional(values.apply(SUPERSEDES), RequestField::sha256);
            code = RejectCode.BAD_KEY_SALT;
            Optional<Bytes> keySalt = optional(values.apply(KEY_SALT), KeySalt::parse);
            code = RejectCode.NOT_BASE64;
            Bytes csr = derOrPem(CSR, values.apply(CSR));
            Optional<Bytes> dac = optional(values.apply(DAC), text -> derOrPem(DAC, text));
            return new SubmittedRequest(source, module, serialNumber, mac, supersedes, keySalt, csr, dac);
        } catch (IllegalArgumentException e) {
            return new Refused(source, id, code, e.getMessage());
        }
    }

    private static <T> Optional<T> optional(String text, Function<String, T> parse) {
        return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
    }

    private static Bytes sha256(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "superseded key \"%s\" is not 64 lower-case hex digits".formatted(FileSafe.printable(text)));
        }
        return Bytes.fromHex(text);
    }

    private static Bytes derOrPem(RequestField field, String text) {
        if (text.startsWith(PEM)) {
            return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Bytes.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the value in column %s is neither base64 nor PEM".formatted(field.title()), e);
        }
    }
}
