package dev.mintmark.job;

import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.keys.SignerFiles;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.order.OrderKind;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.site.Site;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Who an order is made for: the factory or the device cloud that sends its requests and gets its deliveries. */
record OrderParty(Site site, ProductionOrder order, Supplier<TestKeys> testKeys) {
    /** Whom its deliveries are sealed for. */
    List<RecipientCertificate> recipients(Instant now) {
        List<Path> files = isTest()
                ? List.of(testKeys.get().factoryCertificate())
                : site.factories().get(order.factory()).recipients();
        return SignerFiles.recipients(files, now);
    }

    /**
     * Of whom one must have signed each submission; nobody if none is to be signed. Who it is may change while an order runs: it
     * is no term of it.
     */
    List<X509Certificate> submissionSigners() {
        if (!isTest()) {
            return SignerFiles.submissionSigners(
                    site.factories().get(order.factory()).submissionSigners());
        }
        return order.kind() == OrderKind.FIELD_UPGRADE
                ? SignerFiles.submissionSigners(
                        List.of(testKeys.get().submissionSigner().certificate()))
                : List.of();
    }

    private boolean isTest() {
        return order.factory().equals(Site.TEST);
    }
}
