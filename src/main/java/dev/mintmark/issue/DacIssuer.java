package dev.mintmark.issue;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SignatureClaim;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.DacRequest;
import dev.mintmark.format.attestation.LintFinding;
import dev.mintmark.format.attestation.PreparedDac;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.DacSubject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes DACs of one order: prepares the certificate, lints it under a placeholder signature, only then signs, and believes
 * signatures only after verifying them, many together. What is signed is a function of the module's row and the order's key.
 */
public final class DacIssuer {
    private final AttestationCertificate paa;
    private final AttestationCertificate pai;
    private final VendorId vendorId;
    private final ProductId productId;
    private final DacSubject subject;
    private final ModuleSecrets secrets;
    private final DacSigner signer;
    private final Clock clock;

    public DacIssuer(
            AttestationCertificate paa,
            AttestationCertificate pai,
            VendorId vendorId,
            ProductId productId,
            DacSubject subject,
            ModuleSecrets secrets,
            DacSigner signer,
            Clock clock) {
        this.paa = paa;
        this.pai = pai;
        this.vendorId = vendorId;
        this.productId = productId;
        this.subject = subject;
        this.secrets = secrets;
        this.signer = signer;
        this.clock = clock;
    }

    /** A DAC whose signature nobody has verified yet; only {@link #verified} has it out. */
    public static final class Signed {
        private final Dac dac;
        private final SignatureClaim claim;

        private Signed(Dac dac, SignatureClaim claim) {
            this.dac = dac;
            this.claim = claim;
        }
    }

    /**
     * Signs one DAC. Safe for several threads.
     *
     * @throws IllegalStateException if the certificate breaks a rule of the profile: then the run cannot go on
     */
    public Signed sign(AcceptedModule module) {
        Bytes serial = secrets.dacSerial(module.seq());
        Instant notBefore = notBefore(module.acceptedAt());
        PreparedDac prepared = PreparedDac.prepare(
                pai,
                new DacRequest(
                        commonName(module),
                        vendorId,
                        productId,
                        new SubjectPublicKey(module.publicKey()).spki(),
                        serial,
                        notBefore,
                        DacRequest.NO_EXPIRY));
        List<LintFinding> findings = prepared.lint();
        if (!findings.isEmpty()) {
            throw new IllegalStateException("the DAC of module %s would break %s"
                    .formatted(
                            module.moduleId(),
                            findings.stream().map(LintFinding::toString).collect(Collectors.joining("; "))));
        }
        byte[] signature = signer.sign(prepared.tbs().toByteArray());
        Dac dac = new Dac(
                module.seq(),
                module.spkiSha256(),
                pai.subjectKeyIdentifier().orElseThrow(),
                serial,
                prepared.under(signature),
                notBefore,
                DacRequest.NO_EXPIRY,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return new Signed(dac, prepared.claim(signature).orElseThrow(DacIssuer::notTheIssuers));
    }

    /**
     * The DACs, each verified once. Safe for several threads.
     *
     * @throws IllegalStateException if a signature is not the issuer's: then the run cannot go on, and none of them is to be kept
     */
    public static List<Dac> verified(List<? extends Signed> signed) {
        boolean[] verified =
                P256.verifyAll(signed.stream().map((Signed each) -> each.claim).toList());
        for (boolean each : verified) {
            if (!each) {
                throw notTheIssuers();
            }
        }
        return signed.stream().map((Signed each) -> each.dac).toList();
    }

    private static IllegalStateException notTheIssuers() {
        return new IllegalStateException("the issuer's key gave a signature that its certificate does not verify");
    }

    private String commonName(AcceptedModule module) {
        return switch (subject) {
            case UUID -> secrets.uuid(module.seq()).toString();
            case SERIAL_NUMBER -> module.serialNumber().value();
            case ANY -> throw new IllegalStateException("only adopted DACs have any subject");
        };
    }

    /**
     * Midnight UTC of the day the module was accepted, so that no commissioner's clock is behind it; but not before the issuers'
     * own validity, within which the chain is judged (Matter Core 6.2.3.1).
     */
    private Instant notBefore(Instant acceptedAt) {
        Instant start = acceptedAt.truncatedTo(ChronoUnit.DAYS);
        for (AttestationCertificate issuer : List.of(pai, paa)) {
            if (issuer.notBefore().isAfter(start)) {
                start = issuer.notBefore();
            }
        }
        return start;
    }
}
