package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.keys.CertificateFile;
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
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a started order's check needs of the site. Reads certificates where a run reads keys, judges nobody's validity of
 * today, and makes nothing.
 */
final class CheckMaterial {
    private static final String PRODUCT = "product ";

    private final Site site;
    private final Home home;
    private final Terms terms;
    private final boolean test;

    /**
     * @param terms what the order was started on
     */
    CheckMaterial(Site site, Home home, Terms terms) {
        this.site = site;
        this.home = home;
        this.terms = terms;
        this.test = term("issuer").equals(Site.TEST);
    }

    boolean isTest() {
        return test;
    }

    OrderKind kind() {
        return OrderKind.of(terms);
    }

    String term(String name) {
        return terms.values().getOrDefault(name, "");
    }

    /** Who made the modules' keys. */
    KeyOrigin keys() {
        return KeyOrigin.of(terms);
    }

    /**
     * @throws FaultException if the site names none
     */
    X509Certificate bundleSigner() {
        return CertificateFile.x509(bundleSignerFiles().certificate());
    }

    /**
     * @throws FaultException if the site names none
     */
    SigningFiles bundleSignerFiles() {
        return site.bundleSigner().orElseGet(() -> test ? testKeys().bundleSigner() : none("bundle-signer"));
    }

    Path siteKey() {
        return site.siteKey().orElseGet(() -> test ? testKeys().siteKey() : none("site-key"));
    }

    private <T> T none(String field) {
        throw new FaultException(
                site.file().toString(), "no %s is named".formatted(field), "name the site that the order was run with");
    }

    /** The PAI that the order was started with; empty if the site has it no longer. */
    Optional<AttestationCertificate> pai() {
        return issuer("issuer PAI", Issuer::pai, TestKeys::pai);
    }

    /** Likewise. */
    Optional<AttestationCertificate> paa() {
        return issuer("issuer PAA", Issuer::paa, TestKeys::paa);
    }

    private Optional<AttestationCertificate> issuer(
            String term,
            java.util.function.Function<Issuer, Path> named,
            java.util.function.Function<TestKeys, AttestationCertificate> made) {
        Optional<AttestationCertificate> found = test
                ? Optional.of(made.apply(testKeys()))
                : Optional.ofNullable(site.issuers().get(term("issuer")))
                        .map(named)
                        .map(CertificateFile::attestation);
        return found.filter(certificate -> certificate.sha256().hex().equals(term(term)));
    }

    /**
     * What an order's product brings, which must be as it was when the order started.
     *
     * @throws FaultException with all that has changed
     */
    ProductMaterial product(ProductionOrder order) {
        Product product = order.product();
        Bytes declaration = product.certificationDeclaration() instanceof CertificationDeclarationSource.FromFile from
                ? Materials.read(from.file()).encoded()
                : testKeys()
                        .certificationDeclaration(product.vendorId(), product.productId())
                        .encoded();
        Faults faults = new Faults();
        ProductMaterial material =
                new ProductMaterial(declaration, LabelDesigns.read(product, faults), MakerMaterial.keys(product));
        faults.throwIfAny();
        TreeMap<String, String> before = new TreeMap<>(terms.values());
        before.keySet().removeIf(name -> !name.startsWith(PRODUCT));
        new Terms(before)
                .differences(new Terms(new TreeMap<>(ProductTerms.of(product, material))))
                .forEach((name, difference) -> faults.add(
                        order.where(),
                        "order %s has started and its %s changed: %s".formatted(order.id(), name, difference),
                        "put it back, or check by the order's id: %s".formatted(order.id())));
        faults.throwIfAny();
        return material;
    }

    private TestKeys testKeys() {
        return TestKeys.read(home.testKeys());
    }
}
