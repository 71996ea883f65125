package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.matter.CdFinding;
import dev.mintmark.format.matter.CdSigner;
import dev.mintmark.format.matter.CdUse;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.IssuerKeys;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.keys.Passwords;
import dev.mintmark.keys.SignerFiles;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.label.LabelDesigns;
import dev.mintmark.order.CertificationDeclarationSource;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.Product;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.order.Terms;
import dev.mintmark.site.Issuer;
import dev.mintmark.site.SigningFiles;
import dev.mintmark.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads what orders name: keys, certificates, declarations. All that is wrong is found here, before anything is signed. */
final class Materials {
    private final Site site;
    private final Home home;
    private final Clock clock;
    private final SecureRandom random;
    private final Passwords passwords;
    private TestKeys testKeys;

    Materials(Site site, Home home, Clock clock, SecureRandom random, Map<String, String> environment) {
        this.site = site;
        this.home = home;
        this.clock = clock;
        this.random = random;
        this.passwords = new Passwords(environment);
    }

    /**
     * @throws FaultException with all that is wrong with what this order names
     */
    OrderMaterial read(ProductionOrder order) {
        Faults faults = new Faults();
        boolean test = order.issuer().equals(Site.TEST);
        if (!test && home.isDefault()) {
            faults.add(
                    order.where(),
                    "issuer \"%s\" makes genuine devices, which the default home is not for".formatted(order.issuer()),
                    "name a home of its own: --home DIR");
        }
        Optional<IssuerKeys> issuer = attempt(faults, () -> issuer(order));
        OrderParty party = new OrderParty(site, order, this::testKeys);
        Optional<List<RecipientCertificate>> recipients = attempt(faults, () -> party.recipients(clock.instant()));
        Optional<List<X509Certificate>> submissionSigners = attempt(faults, party::submissionSigners);
        Optional<DetachedSigner> signer = attempt(faults, () -> bundleSigner(test));
        Optional<LogSigner> logSigner = attempt(faults, () -> logSigner(test));
        Optional<Path> siteKey = attempt(faults, () -> siteKey(test));
        Optional<Bytes> cd = issuer.flatMap(keys -> attempt(faults, () -> declaration(order, keys, test)));
        Optional<MakerMaterial> maker = attempt(faults, () -> MakerMaterial.read(order));
        issuer.ifPresent(keys -> cd.ifPresent(declaration -> maker.ifPresent(
                made -> made.requireRoom(order.product(), keys.pai().der(), declaration, faults))));
        LabelDesigns labels = LabelDesigns.read(order.product(), faults);
        faults.throwIfAny();
        ProductMaterial product = new ProductMaterial(
                cd.orElseThrow(), labels, maker.orElseThrow().keys());
        return new OrderMaterial(
                issuer.orElseThrow(),
                recipients.orElseThrow(),
                submissionSigners.orElseThrow(),
                signer.orElseThrow(),
                logSigner.orElseThrow(),
                product,
                siteKey.orElseThrow(),
                terms(order, issuer.orElseThrow(), recipients.orElseThrow(), product),
                maker.orElseThrow());
    }

    private static <T> Optional<T> attempt(Faults faults, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (FaultException e) {
            faults.addAll(e.faults());
            return Optional.empty();
        }
    }

    private IssuerKeys issuer(ProductionOrder order) {
        IssuerKeys keys = issuerKeys(order);
        Product product = order.product();
        AttestationCertificate pai = keys.pai();
        if (!pai.subject().vendorId().equals(Optional.of(product.vendorId()))) {
            throw new FaultException(
                    product.file().toString(),
                    "vendor-id %s is not the PAI's, %s"
                            .formatted(
                                    product.vendorId(), pai.subject().vendorId().orElseThrow()),
                    "a DAC has its PAI's vendor id; choose the issuer that has one for this vendor");
        }
        if (pai.subject()
                .productId()
                .filter(id -> !id.equals(product.productId()))
                .isPresent()) {
            throw new FaultException(
                    product.file().toString(),
                    "product-id %s is not the PAI's, %s"
                            .formatted(
                                    product.productId(),
                                    pai.subject().productId().get()),
                    "this PAI may only issue for its own product");
        }
        return keys;
    }

    /** Of an order that adopts, no key is read. */
    private IssuerKeys issuerKeys(ProductionOrder order) {
        if (order.issuer().equals(Site.TEST)) {
            return testKeys().issuer();
        }
        Issuer issuer = site.issuers().get(order.issuer());
        return order.keys() == KeyOrigin.ADOPTED
                ? IssuerKeys.withoutKey(issuer, clock.instant())
                : IssuerKeys.read(issuer, passwords, clock.instant());
    }

    private DetachedSigner bundleSigner(boolean test) {
        SigningFiles files =
                site.bundleSigner().orElseGet(() -> fallback(test, "bundle-signer", testKeys()::bundleSigner));
        return SignerFiles.signer(files, clock.instant(), random);
    }

    private LogSigner logSigner(boolean test) {
        return LogSigner.of(site.logSigner().orElseGet(() -> fallback(test, "log-signer", testKeys()::logSigner)));
    }

    private Path siteKey(boolean test) {
        return site.siteKey().orElseGet(() -> fallback(test, "site-key", testKeys()::siteKey));
    }

    private <T> T fallback(boolean test, String field, Supplier<T> testKey) {
        if (!test) {
            throw new FaultException(
                    site.file().toString(),
                    "no %s is named".formatted(field),
                    "orders of a real issuer need one; see docs/formats/site.md");
        }
        return testKey.get();
    }

    private Bytes declaration(ProductionOrder order, IssuerKeys issuer, boolean test) {
        Product product = order.product();
        if (product.certificationDeclaration() instanceof CertificationDeclarationSource.FromFile from) {
            return checked(from.file(), read(from.file()), trusted(test), product, issuer, test);
        }
        CertificationDeclaration made = testKeys().certificationDeclaration(product.vendorId(), product.productId());
        return made.encoded();
    }

    /** @throws FaultException if the file is no certification declaration */
    static CertificationDeclaration read(Path file) {
        byte[] der;
        try {
            der = Files.size(file) > CertificationDeclaration.MAX_LENGTH ? new byte[0] : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FaultException(file.toString(), "cannot be read", "check the path and its mode");
        }
        CertificationDeclaration.Reading reading = CertificationDeclaration.read(der);
        if (reading instanceof CertificationDeclaration.Refused refused) {
            throw new FaultException(
                    file.toString(),
                    "is no certification declaration: " + refused.finding(),
                    "the file as the CSA gave it, DER");
        }
        return ((CertificationDeclaration.Read) reading).declaration();
    }

    private List<CdSigner> trusted(boolean test) {
        List<CdSigner> signers = new ArrayList<>();
        for (Path anchor : site.cdTrustAnchors()) {
            signers.add(CdSigner.fromCertificate(
                    CertificateFile.attestation(anchor).der().toByteArray()));
        }
        if (test) {
            signers.add(CdSigner.fromCertificate(
                    CertificateFile.attestation(testKeys().cdSigner().certificate())
                            .der()
                            .toByteArray()));
        }
        return signers;
    }

    private static Bytes checked(
            Path file,
            CertificationDeclaration declaration,
            List<CdSigner> trusted,
            Product product,
            IssuerKeys issuer,
            boolean test) {
        Faults faults = new Faults();
        declaration
                .verify(trusted)
                .ifPresent(finding -> faults.add(
                        file.toString(),
                        finding.toString(),
                        "name the signer's certificate under cd-trust-anchors in the site"));
        CdUse use = new CdUse(
                product.vendorId(),
                product.productId(),
                OptionalLong.empty(),
                product.vendorId(),
                product.productId(),
                issuer.pai().subject().vendorId().orElseThrow(),
                issuer.pai().subject().productId(),
                issuer.paa().subjectKeyIdentifier().orElseThrow(),
                !test);
        for (CdFinding finding : declaration.check(use)) {
            faults.add(
                    file.toString(),
                    finding.toString(),
                    "devices with it would not be commissioned; check product and issuer");
        }
        faults.throwIfAny();
        return declaration.encoded();
    }

    private static Terms terms(
            ProductionOrder order, IssuerKeys issuer, List<RecipientCertificate> recipients, ProductMaterial material) {
        TreeMap<String, String> terms = new TreeMap<>();
        terms.put("issuer", order.issuer());
        terms.put("issuer PAA", issuer.paa().sha256().hex());
        terms.put("issuer PAI", issuer.pai().sha256().hex());
        terms.put("issuer key", issuer.kind().word());
        terms.put("factory", order.factory());
        terms.put("reference", order.reference());
        if (order.kind() != OrderKind.MANUFACTURE) {
            terms.put("kind", order.kind().word());
        }
        terms.put(
                "recipients",
                recipients.stream()
                        .map(recipient ->
                                Fingerprint.of(recipient.certificate()).hex())
                        .sorted()
                        .collect(Collectors.joining(" ")));
        // left out where it is as ever: orders from before have no such term
        Optional.of(order.keys())
                .filter(keys -> keys != KeyOrigin.MODULE)
                .ifPresent(keys -> terms.put(KeyOrigin.TERM, keys.word()));
        terms.putAll(ProductTerms.of(order.product(), material));
        return new Terms(terms);
    }

    private TestKeys testKeys() {
        if (testKeys == null) {
            Instant now = clock.instant();
            try {
                testKeys = TestKeys.createOrRead(home.testKeys(), now, random);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return testKeys;
    }
}
