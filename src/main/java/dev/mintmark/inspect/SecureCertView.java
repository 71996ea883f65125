package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.securecert.KeyUse;
import dev.mintmark.format.securecert.SecureCertFormatException;
import dev.mintmark.format.securecert.SecureCertImage;
import dev.mintmark.format.securecert.SecureCertReader;
import dev.mintmark.format.securecert.SecureCertTlv;
import dev.mintmark.format.securecert.SecureCertType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows an esp_secure_cert image, TLV by TLV. */
final class SecureCertView {
    private SecureCertView() {}

    static Inspection inspect(byte[] bytes, boolean secrets) {
        SecureCertImage image;
        try {
            image = SecureCertReader.read(bytes);
        } catch (SecureCertFormatException e) {
            return Inspection.damaged(FileKind.SECURE_CERT_IMAGE, e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        Optional<AttestationCertificate> dac = certificate(image, SecureCertType.DEVICE_CERTIFICATE);
        Optional<AttestationCertificate> pai = certificate(image, SecureCertType.CA_CERTIFICATE);
        List<Shown> tlvs = new ArrayList<>();
        for (SecureCertTlv tlv : image.tlvs()) {
            Listing listing = new Listing()
                    .number("type", tlv.type())
                    .text(
                            "name",
                            tlv.known()
                                    .map(type -> type.name().toLowerCase(Locale.ROOT))
                                    .orElse("unknown"))
                    .number("subtype", tlv.subtype())
                    .number("flags", tlv.flags())
                    .number("bytes", tlv.value().size());
            if (tlv.is(SecureCertType.PRIVATE_KEY)) {
                privateKey(listing, tlv, dac, secrets);
            } else {
                listing.blob("value", tlv.value());
                if (holdsCertificate(tlv) && certificate(tlv).isEmpty()) {
                    problems.add("TLV %d: is no certificate".formatted(tlv.type()));
                }
                certificate(tlv).ifPresent(certificate -> {
                    Optional<AttestationCertificate> issuer =
                            tlv.is(SecureCertType.DEVICE_CERTIFICATE) ? pai : Optional.empty();
                    List<String> found = CertificateView.problems(certificate, issuer);
                    found.forEach(problem -> problems.add("TLV %d: %s".formatted(tlv.type(), problem)));
                    listing.put("certificate", CertificateView.show(certificate, found));
                });
            }
            tlvs.add(listing.shown());
        }
        Listing listing = new Listing()
                .number("bytes", bytes.length)
                .flag("hash_over_all", image.hashed())
                .flag("end_marker", image.ended())
                .many("tlvs", tlvs);
        return new Inspection(
                FileKind.SECURE_CERT_IMAGE,
                "%d TLVs, %d bytes".formatted(tlvs.size(), bytes.length),
                listing.shown(),
                problems);
    }

    private static void privateKey(
            Listing listing, SecureCertTlv tlv, Optional<AttestationCertificate> dac, boolean secrets) {
        String where = Arrays.stream(KeyUse.values())
                .filter(use -> use.flags() == tlv.flags())
                .map(use -> use.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .findFirst()
                .orElse("unknown");
        listing.text("key", where);
        if (tlv.value().size() > 0) {
            boolean clear = tlv.flags() == KeyUse.IN_TLV.flags();
            listing.put("private_key", PrivateKeys.show(tlv.value(), clear ? dac : Optional.empty()));
            if (secrets) {
                listing.blob("value", tlv.value());
            }
        }
    }

    private static Optional<AttestationCertificate> certificate(SecureCertImage image, SecureCertType type) {
        return image.find(type).flatMap(SecureCertView::certificate);
    }

    private static Optional<AttestationCertificate> certificate(SecureCertTlv tlv) {
        return holdsCertificate(tlv) ? DerView.certificate(withoutNul(tlv.value())) : Optional.empty();
    }

    private static boolean holdsCertificate(SecureCertTlv tlv) {
        return tlv.is(SecureCertType.DEVICE_CERTIFICATE) || tlv.is(SecureCertType.CA_CERTIFICATE);
    }

    /** PEM in an image ends with a NUL. */
    private static Bytes withoutNul(Bytes value) {
        byte[] bytes = value.toByteArray();
        boolean pem = bytes.length > 1 && bytes[0] == '-' && bytes[bytes.length - 1] == 0;
        return pem ? Bytes.of(Arrays.copyOf(bytes, bytes.length - 1)) : value;
    }
}
