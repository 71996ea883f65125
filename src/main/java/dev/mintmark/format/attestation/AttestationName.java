package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.util.encoders.Hex;

/**
 * Subject or issuer of an attestation certificate, and the vendor and product in it (Matter Core 6.2.2.2). They stand in
 * attributes of their own or, failing any of those, after {@code Mvid:} and {@code Mpid:} in the common name; the two ways are
 * never mixed.
 *
 * @param der the name as it stood in the certificate: names chain byte for byte
 * @param vendorId empty if there is none, or none that is legal
 * @param productId likewise
 * @param faults what is illegal about vendor and product, for a person to read
 */
public record AttestationName(
        Bytes der, Optional<VendorId> vendorId, Optional<ProductId> productId, List<String> faults) {
    static final ASN1ObjectIdentifier VENDOR_ID = new ASN1ObjectIdentifier("1.3.6.1.4.1.37244.2.1");
    static final ASN1ObjectIdentifier PRODUCT_ID = new ASN1ObjectIdentifier("1.3.6.1.4.1.37244.2.2");
    static final String VENDOR_PREFIX = "Mvid:";
    static final String PRODUCT_PREFIX = "Mpid:";

    /** Bytes of a common name that are searched, and that X.520 allows. */
    static final int COMMON_NAME_LENGTH = 64;

    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9A-F]{4}");

    public AttestationName {
        faults = List.copyOf(faults);
    }

    /** For a person: {@code CN=…, VID=FFF1}; attributes as RFC 4514 has them, in the order of the certificate. */
    public String text() {
        return Arrays.stream(X500Name.getInstance(der.toByteArray()).getRDNs())
                .map(RDN::getFirst)
                .map(part -> label(part.getType()) + "=" + value(part.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The value of its one common name; empty if it has none, several, or one that is no text. */
    public Optional<String> commonName() {
        RDN[] names = X500Name.getInstance(der.toByteArray()).getRDNs(BCStyle.CN);
        return names.length == 1 && names[0].getFirst().getValue() instanceof ASN1String text
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    /** What is no text in its own encoding stands in hex, as RFC 4514 (2.4) has it. */
    private static String value(ASN1Encodable value) {
        try {
            return IETFUtils.valueToString(value);
        } catch (IllegalArgumentException e) {
            return "#" + Hex.toHexString(der(value));
        }
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a value that was read can be written", e);
        }
    }

    private static String label(ASN1ObjectIdentifier type) {
        if (type.equals(VENDOR_ID)) {
            return "VID";
        }
        if (type.equals(PRODUCT_ID)) {
            return "PID";
        }
        String symbol = BCStyle.INSTANCE.oidToDisplayName(type);
        return symbol == null ? type.getId() : symbol;
    }

    /**
     * @throws IllegalArgumentException if this is no Name of RFC 5280 4.1.2.4
     */
    static AttestationName of(ASN1Sequence name) {
        Reading reading = new Reading(name);
        Optional<VendorId> vendor =
                reading.value("VID", VENDOR_ID, VENDOR_PREFIX).flatMap(reading.legal(VendorId::parse));
        Optional<ProductId> product =
                reading.value("PID", PRODUCT_ID, PRODUCT_PREFIX).flatMap(reading.legal(ProductId::parse));
        return new AttestationName(Bytes.of(StrictDer.slice(name)), vendor, product, reading.faults);
    }

    /**
     * Refuses a common name that we may not put into a certificate: one that carries vendor or product in the fallback form
     * could contradict the attributes.
     *
     * @throws IllegalArgumentException if it does, or is not 1 to 64 bytes of UTF-8 without control characters
     */
    static void requireIssuable(String commonName) {
        int length = commonName.getBytes(StandardCharsets.UTF_8).length;
        if (commonName.isBlank() || length > COMMON_NAME_LENGTH) {
            throw new IllegalArgumentException("a common name has 1 to 64 bytes, not %d".formatted(length));
        }
        if (commonName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a common name has no control characters");
        }
        if (commonName.contains(VENDOR_PREFIX) || commonName.contains(PRODUCT_PREFIX)) {
            throw new IllegalArgumentException(
                    "common name \"%s\" contains \"Mvid:\" or \"Mpid:\"".formatted(commonName));
        }
    }

    /** One pass over the attributes, and what it finds. */
    private static final class Reading {
        private record Attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {}

        private final List<Attribute> attributes = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        Reading(ASN1Sequence name) {
            for (ASN1Encodable rdn : name) {
                for (ASN1Encodable pair : ASN1Set.getInstance(rdn)) {
                    ASN1Sequence attribute = ASN1Sequence.getInstance(pair);
                    if (attribute.size() != 2) {
                        throw new IllegalArgumentException("an attribute is not a type and a value");
                    }
                    attributes.add(new Attribute(
                            ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0)), attribute.getObjectAt(1)));
                }
            }
        }

        /** Four digits, if the name has them for this identifier. */
        Optional<String> value(String what, ASN1ObjectIdentifier type, String prefix) {
            boolean matterAttributes =
                    !all(VENDOR_ID).isEmpty() || !all(PRODUCT_ID).isEmpty();
            return matterAttributes ? fromAttribute(what, all(type)) : fromCommonName(prefix);
        }

        <T> Function<String, Optional<T>> legal(Function<String, T> parser) {
            return digits -> {
                try {
                    return Optional.of(parser.apply(digits));
                } catch (IllegalArgumentException e) {
                    faults.add(e.getMessage());
                    return Optional.empty();
                }
            };
        }

        private List<ASN1Encodable> all(ASN1ObjectIdentifier type) {
            return attributes.stream()
                    .filter(attribute -> attribute.type.equals(type))
                    .map(Attribute::value)
                    .toList();
        }

        private Optional<String> fromAttribute(String what, List<ASN1Encodable> values) {
            if (values.isEmpty()) {
                return Optional.empty();
            }
            if (values.size() > 1) {
                faults.add("%s occurs %d times".formatted(what, values.size()));
                return Optional.empty();
            }
            ASN1Encodable value = values.get(0);
            if (!(value instanceof ASN1UTF8String || value instanceof ASN1PrintableString)) {
                faults.add("%s is neither UTF8String nor PrintableString".formatted(what));
                return Optional.empty();
            }
            String text = ((ASN1String) value).getString();
            if (!FOUR_DIGITS.matcher(text).matches()) {
                faults.add("%s is not four upper-case hex digits".formatted(what));
                return Optional.empty();
            }
            return Optional.of(text);
        }

        /** The leftmost complete match; a prefix without one spoils the certificate. */
        private Optional<String> fromCommonName(String prefix) {
            List<String> commonNames = all(BCStyle.CN).stream()
                    .map(Reading::searchable)
                    .filter(text -> text.contains(prefix))
                    .toList();
            if (commonNames.isEmpty()) {
                return Optional.empty();
            }
            if (commonNames.size() > 1) {
                faults.add("\"%s\" stands in more than one common name".formatted(prefix));
                return Optional.empty();
            }
            Matcher match = Pattern.compile(prefix + "([0-9A-F]{4})").matcher(commonNames.get(0));
            if (!match.find()) {
                faults.add("\"%s\" is not followed by four upper-case hex digits".formatted(prefix));
                return Optional.empty();
            }
            return Optional.of(match.group(1));
        }

        private static String searchable(ASN1Encodable value) {
            byte[] text = value instanceof ASN1String string
                    ? string.getString().getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            return new String(text, 0, Math.min(text.length, COMMON_NAME_LENGTH), StandardCharsets.ISO_8859_1);
        }
    }
}
