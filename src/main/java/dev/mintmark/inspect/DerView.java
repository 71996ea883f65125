package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.CsrFault;
import dev.mintmark.format.attestation.CsrReading;
import dev.mintmark.format.attestation.PublishedTestKeys;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.matter.CertificationElements;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Shows what is one structure in DER. */
final class DerView {
    /** What is wrong with what is a request all the same. */
    private static final Set<CsrFault> BAD_REQUESTS =
            EnumSet.range(CsrFault.NOT_P256, CsrFault.BAD_PROOF_OF_POSSESSION);

    private DerView() {}

    /** Whatever it turns out to be: kinds are told apart by which reader takes them. */
    static Optional<Inspection> inspect(Bytes der) {
        Optional<AttestationCertificate> certificate = certificate(der);
        if (certificate.isPresent()) {
            return Optional.of(CertificateView.inspect(List.of(certificate.get())));
        }
        CsrReading request = CertificateRequest.read(der.toByteArray());
        if (request instanceof CsrReading.Good good) {
            return Optional.of(request(good.request()));
        }
        if (request instanceof CsrReading.Bad bad && BAD_REQUESTS.contains(bad.fault())) {
            return Optional.of(refused(bad));
        }
        return der.size() <= CertificationDeclaration.MAX_LENGTH
                        && CertificationDeclaration.read(der.toByteArray())
                                instanceof CertificationDeclaration.Read read
                ? Optional.of(declaration(read.declaration()))
                : Optional.empty();
    }

    static Optional<AttestationCertificate> certificate(Bytes der) {
        try {
            return Optional.of(AttestationCertificate.parse(der.toByteArray()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Under the label of a request, also one that is refused. */
    static Inspection request(Bytes der) {
        CsrReading reading = CertificateRequest.read(der.toByteArray());
        if (reading instanceof CsrReading.Good good) {
            return request(good.request());
        }
        return refused((CsrReading.Bad) reading);
    }

    private static Inspection refused(CsrReading.Bad bad) {
        String detail = bad.detail().isEmpty() ? "" : ": " + bad.detail();
        return Inspection.damaged(FileKind.CERTIFICATE_REQUEST, bad.fault().meaning() + detail);
    }

    private static Inspection request(CertificateRequest request) {
        List<String> problems = PublishedTestKeys.contains(request.spkiSha256())
                ? List.of("its private key is published: no order takes it")
                : List.of();
        Shown.Group shown = new Listing()
                .flag("signature_holds", true)
                .blob("public_key", request.publicKeyPoint())
                .blob("spki_sha256", request.spkiSha256())
                .shown();
        return new Inspection(FileKind.CERTIFICATE_REQUEST, "P-256, the sender has the private key", shown, problems);
    }

    private static Inspection declaration(CertificationDeclaration declaration) {
        return new Inspection(
                FileKind.CERTIFICATION_DECLARATION,
                declaration.elements().certificateId(),
                show(declaration),
                List.of());
    }

    static Shown.Group show(CertificationDeclaration declaration) {
        CertificationElements elements = declaration.elements();
        Listing listing = new Listing()
                .text("certificate_id", elements.certificateId())
                .text("type", elements.type().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .text("vendor_id", elements.vendorId())
                .texts("product_ids", elements.productIds())
                .number("device_type_id", elements.deviceTypeId())
                .number("security_level", elements.securityLevel())
                .number("security_information", elements.securityInformation())
                .number("version_number", elements.versionNumber());
        elements.dacOrigin().ifPresent(origin -> listing.text("dac_origin_vendor_id", origin.vendorId())
                .text("dac_origin_product_id", origin.productId()));
        listing.many(
                "authorized_paas",
                elements.authorizedPaas().stream().map(Shown.Blob::new).toList());
        String signer = "unknown";
        if (declaration.isSignedByCsa()) {
            signer = "csa";
        } else if (declaration.isSignedByTestKey()) {
            signer = "sdk-test-key";
        }
        return listing.blob("signer_key_id", declaration.signerKeyId())
                .text("signer", signer)
                .number("bytes", declaration.encoded().size())
                .shown();
    }
}
