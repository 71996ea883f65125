package dev.mintmark.site;

import static dev.mintmark.input.Key.optional;
import static dev.mintmark.input.Key.required;

import dev.mintmark.input.Key;
import java.util.List;

/** The keys of the site file, a list for each of its mappings. */
final class SiteKeys {
    static final Key ISSUERS = optional("issuers", "{acme: {…}}");
    static final Key FACTORIES = optional("factories", "{shenzhen-1: {…}}");
    static final Key BUNDLE_SIGNER = optional("bundle-signer", "{certificate: …, key: …}");
    static final Key LOG_SIGNER = optional("log-signer", "{certificate: …, key: …}");
    static final Key LOG_ORIGIN = optional("log-origin", "example.com/factory-log");
    static final Key SITE_KEY = optional("site-key", "keys/site.key");
    static final Key CD_TRUST_ANCHORS = optional("cd-trust-anchors", "[keys/cd-signer.crt.pem]");
    static final List<Key> TOP =
            List.of(ISSUERS, FACTORIES, BUNDLE_SIGNER, LOG_SIGNER, LOG_ORIGIN, SITE_KEY, CD_TRUST_ANCHORS);

    static final Key PAA = required("paa", "keys/acme-paa.crt.pem");
    static final Key PAI = required("pai", "keys/acme-pai.crt.pem");
    static final Key PAI_KEY = optional("key", "keys/acme-pai.key.pem");
    static final Key PASSWORD_FILE = optional("password-file", "keys/acme-pai.password");
    static final Key PASSWORD_ENV = optional("password-env", "ACME_PAI_PASSWORD");
    static final Key VENDOR_IDS = required("vendor-ids", "[131B]");
    static final List<Key> OF_ISSUER = List.of(PAA, PAI, PAI_KEY, PASSWORD_FILE, PASSWORD_ENV, VENDOR_IDS);

    static final Key RECIPIENTS = required("recipients", "[keys/shenzhen-1.crt.pem]");
    static final Key REPORT_SIGNERS = optional("report-signers", "[keys/shenzhen-1-office.crt.pem]");
    static final Key SUBMISSION_SIGNERS = optional("submission-signers", "[keys/acme-cloud.crt.pem]");
    static final Key SIGNED_REPORTS = optional("signed-reports", "true");
    static final Key REPORT_COLUMNS = optional("report-columns", "{module_id: SN, event: Result}");
    static final Key REPORT_EVENTS = optional("report-events", "{PASS: flashed}");
    static final Key REPORT_TIME_ZONE = optional("report-time-zone", "Asia/Shanghai");
    static final List<Key> OF_FACTORY = List.of(
            RECIPIENTS,
            REPORT_SIGNERS,
            SUBMISSION_SIGNERS,
            SIGNED_REPORTS,
            REPORT_COLUMNS,
            REPORT_EVENTS,
            REPORT_TIME_ZONE);

    static final Key CERTIFICATE = required("certificate", "keys/bundle-signer.crt.pem");
    static final Key SIGNER_KEY = required("key", "keys/bundle-signer.key.pem");
    static final List<Key> OF_SIGNER = List.of(CERTIFICATE, SIGNER_KEY);

    private SiteKeys() {}
}
