package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Primitive;

/** What stands inside an extension's octets, which Bouncy Castle has not yet looked at. */
final class Asn1Value {
    private Asn1Value() {}

    /** {@code read} of the one DER value in {@code der}, if it is of that type and {@code read} does not object. */
    static <P extends ASN1Primitive, T> Optional<T> of(Bytes der, Class<P> type, Function<P, T> read) {
        try {
            ASN1Primitive value = ASN1Primitive.fromByteArray(der.toByteArray());
            return type.isInstance(value) ? Optional.ofNullable(read.apply(type.cast(value))) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // malformed in one of the many ways that Bouncy Castle tells apart and a profile does not
            return Optional.empty();
        }
    }
}
