package dev.mintmark.order;

import dev.mintmark.input.Fields;
import dev.mintmark.input.FileSafe;
import dev.mintmark.input.Key;
import dev.mintmark.site.Issuer;
import dev.mintmark.site.Site;
import java.util.Collection;
import java.util.Optional;

/** What an order may name, and what may not be mixed: test keys never serve a real order. */
final class SiteRules {
    private static final int TEST_VENDOR = 0xFFF1;

    private final Site site;
    private final Fields fields;

    SiteRules(Site site, Fields fields) {
        this.site = site;
        this.fields = fields;
    }

    /** @param keys who certifies the modules' keys: an issuer without a key of its own can only adopt */
    void issuer(String name, Optional<Product> product, KeyOrigin keys) {
        Issuer issuer = site.issuers().get(name);
        if (name.equals(Site.TEST)) {
            product.filter(p -> p.vendorId().value() != TEST_VENDOR)
                    .ifPresent(p -> fields.fault(
                            OrderKeys.ISSUER,
                            "issuer \"test\" signs for vendor id FFF1 only, and the product's is %s"
                                    .formatted(p.vendorId()),
                            "name a real issuer, or vendor-id: FFF1 in %s".formatted(p.file())));
        } else if (issuer == null) {
            unknown(OrderKeys.ISSUER, name, site.issuerNames());
        } else {
            product.ifPresent(p -> realIssuer(issuer, p));
            if (issuer.key().isEmpty() && keys != KeyOrigin.ADOPTED) {
                fields.fault(
                        OrderKeys.ISSUER,
                        "issuer \"%s\" has no key to sign with".formatted(name),
                        "name its key in %s, or write keys: adopted and have the submission bring DACs"
                                .formatted(site.file()));
            }
        }
    }

    private void realIssuer(Issuer issuer, Product product) {
        if (!issuer.vendorIds().contains(product.vendorId())) {
            fields.fault(
                    OrderKeys.ISSUER,
                    "issuer \"%s\" may not sign for vendor id %s".formatted(issuer.name(), product.vendorId()),
                    "its vendor-ids in %s are %s"
                            .formatted(
                                    site.file(),
                                    issuer.vendorIds().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .toList()));
        }
        if (product.certificationDeclaration() instanceof CertificationDeclarationSource.Test) {
            fields.fault(
                    OrderKeys.ISSUER,
                    "issuer \"%s\" and certification-declaration \"test\" do not go together".formatted(issuer.name()),
                    "name the CSA's declaration in %s, or write issuer: test".formatted(product.file()));
        }
    }

    void factory(String name, Optional<String> issuer) {
        if (!name.equals(Site.TEST)) {
            if (!site.factories().containsKey(name)) {
                unknown(OrderKeys.FACTORY, name, site.factoryNames());
            }
        } else if (issuer.filter(site.issuers()::containsKey).isPresent()) {
            fields.fault(
                    OrderKeys.FACTORY,
                    "factory \"test\" and issuer \"%s\" do not go together".formatted(FileSafe.printable(issuer.get())),
                    "name a real factory: anyone may open what is sealed for the test factory");
        }
    }

    /** Who has devices in the field asks for them by signed submissions only. */
    void cloud(String name) {
        if (!name.equals(Site.TEST)
                && site.factories().containsKey(name)
                && site.factories().get(name).submissionSigners().isEmpty()) {
            fields.fault(
                    OrderKeys.FACTORY,
                    "factory \"%s\" has no submission-signers, and kind is field-upgrade".formatted(name),
                    "name the certificates that the device cloud signs with in %s".formatted(site.file()));
        }
    }

    private void unknown(Key key, String name, Collection<String> known) {
        fields.fault(
                key,
                "%s \"%s\" is not known".formatted(key.text(), FileSafe.printable(name)),
                "%s knows: %s".formatted(site.file(), String.join(", ", known)));
    }
}
