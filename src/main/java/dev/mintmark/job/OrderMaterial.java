package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.keys.IssuerKeys;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.order.Terms;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the site and the product bring to an order, read and found good.
 *
 * @param recipients whom its deliveries are sealed for
 * @param submissionSigners of whom one must have signed each submission; empty if none is to be signed
 * @param bundleSigner who signs its deliveries and manifest
 * @param logSigner who signs checkpoints of the log
 * @param siteKey the file whose key wraps the order's
 * @param terms what of all this the order is bound to once it has started
 */
record OrderMaterial(
        IssuerKeys issuer,
        List<RecipientCertificate> recipients,
        List<X509Certificate> submissionSigners,
        DetachedSigner bundleSigner,
        LogSigner logSigner,
        ProductMaterial product,
        Path siteKey,
        Terms terms,
        MakerMaterial maker) {
    List<Bytes> recipientFingerprints() {
        return recipients.stream()
                .map(recipient -> Fingerprint.of(recipient.certificate()))
                .toList();
    }
}
