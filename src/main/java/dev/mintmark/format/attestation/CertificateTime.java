package dev.mintmark.format.attestation;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.BERTags;

/**
 * A time in a certificate (RFC 5280 4.1.2.5): UTCTime to the end of 2049, GeneralizedTime after that, both to the second and
 * in UTC.
 *
 * @param conforming whether it is written in the form that its year asks for
 */
record CertificateTime(Instant instant, boolean conforming) {
    /** "No well-defined expiry" (RFC 5280 4.1.2.5), 99991231235959Z. */
    static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final int UTC_FIRST_YEAR = 1950;
    private static final int UTC_LAST_YEAR = 2049;
    private static final Pattern FORM = Pattern.compile("[0-9]{14}Z");

    /**
     * @throws IllegalArgumentException if it is neither time type or no time to the second in UTC
     */
    static CertificateTime of(ASN1Encodable time) {
        byte[] der = StrictDer.slice(time);
        String digits = new String(der, 2, der.length - 2, StandardCharsets.US_ASCII);
        boolean utc = time instanceof ASN1UTCTime;
        if (!utc && !(time instanceof ASN1GeneralizedTime)) {
            throw new IllegalArgumentException("a time is neither UTCTime nor GeneralizedTime");
        }
        String full = utc ? (digits.charAt(0) < '5' ? "20" : "19") + digits : digits;
        if (!FORM.matcher(full).matches()) {
            throw new IllegalArgumentException("a time is not to the second and in UTC");
        }
        try {
            Instant instant = LocalDateTime.of(
                            number(full, 0, 4),
                            number(full, 4, 6),
                            number(full, 6, 8),
                            number(full, 8, 10),
                            number(full, 10, 12),
                            number(full, 12, 14))
                    .toInstant(ZoneOffset.UTC);
            return new CertificateTime(instant, utc == isUtcYear(instant));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time is none of the calendar", e);
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    /** DER in the form for {@code instant}, which is to the second and before the year 10000. */
    static byte[] encode(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        boolean utc = isUtcYear(instant);
        StringBuilder digits = new StringBuilder(15);
        if (!utc) {
            twoDigits(digits, time.getYear() / 100);
        }
        twoDigits(digits, time.getYear() % 100);
        twoDigits(digits, time.getMonthValue());
        twoDigits(digits, time.getDayOfMonth());
        twoDigits(digits, time.getHour());
        twoDigits(digits, time.getMinute());
        twoDigits(digits, time.getSecond());
        return DerWriter.element(
                utc ? BERTags.UTC_TIME : BERTags.GENERALIZED_TIME,
                digits.append('Z').toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void twoDigits(StringBuilder digits, int value) {
        digits.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private static void requireEncodable(Instant instant) {
        if (instant.getNano() != 0) {
            throw new IllegalArgumentException("time \"%s\" is not to the second".formatted(instant));
        }
        if (year(instant) < UTC_FIRST_YEAR || instant.isAfter(NEVER)) {
            throw new IllegalArgumentException("time \"%s\" is not within 1950 and 9999".formatted(instant));
        }
    }

    /**
     * @throws IllegalArgumentException if a certificate cannot have this validity
     */
    static void requireOrder(Instant notBefore, Instant notAfter) {
        requireEncodable(notBefore);
        requireEncodable(notAfter);
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException(
                    "validity ends at \"%s\", before it begins at \"%s\"".formatted(notAfter, notBefore));
        }
    }

    private static boolean isUtcYear(Instant instant) {
        return year(instant) >= UTC_FIRST_YEAR && year(instant) <= UTC_LAST_YEAR;
    }

    private static int year(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear();
    }
}
