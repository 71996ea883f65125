package dev.mintmark.report;

import dev.mintmark.order.KeyOrigin;

/** What a reader of the report must know first: whose keys can be had by whom. */
final class KeyNotices {
    private KeyNotices() {}

    /** HTML, empty if there is nothing to beware of. */
    static String of(OrderReport report) {
        String issuer =
                switch (report.issuer().key()) {
                    case TEST ->
                        "<p class=\"notice\"><strong>Test key.</strong> These certificates prove nothing:"
                                + " the issuer’s key lies unprotected on a disk. For trials only.</p>\n";
                    case SOFT ->
                        "<p class=\"notice\"><strong>Key in a file.</strong> The issuer’s key is not held by an HSM:"
                                + " who can copy the file can issue in its name.</p>\n";
                    case HSM -> "";
                };
        return report.keys() == KeyOrigin.HOST_MADE
                ? issuer
                        + "<p class=\"notice\"><strong>Keys made by the host.</strong> The lots hold the modules’ private keys:"
                        + " who can open them can play the devices.</p>\n"
                : issuer;
    }

    /** Who made the modules' keys. */
    static String inWords(KeyOrigin keys) {
        return switch (keys) {
            case MODULE -> "made by the modules";
            case HOST_MADE -> "made by the host";
            case ADOPTED -> "certified by another CA";
        };
    }
}
