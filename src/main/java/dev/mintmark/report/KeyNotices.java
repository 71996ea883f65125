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
                    case HSM, OTHER -> "";
                };
        return issuer
                + switch (report.keys()) {
                    case MODULE -> "";
                    case HOST_MADE ->
                        "<p class=\"notice\"><strong>Keys made by the host.</strong> The lots hold the modules’ private keys:"
                                + " who can open them can play the devices.</p>\n";
                    case ADOPTED ->
                        "<p class=\"notice\"><strong>Certificates of another CA.</strong> They were checked and handed over, not"
                                + " signed here: where else it has issued, only that CA can say.</p>\n";
                };
    }

    /** Who made the modules' keys. */
    static String inWords(KeyOrigin keys) {
        return switch (keys) {
            case MODULE -> "made by the modules";
            case HOST_MADE -> "made by the host";
            case ADOPTED -> "certified by another CA; the private keys are not here";
        };
    }
}
