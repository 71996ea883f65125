package dev.mintmark.site;

import dev.mintmark.input.FileSafe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that orders may name: an order introduces no key and no certificate. The issuer and the factory {@code test} are built
 * in and not among these.
 *
 * @param file where it was read, or would have been
 * @param issuers by name
 * @param factories by name
 * @param bundleSigner signs deliveries of issuers other than {@code test}
 * @param logSigner signs checkpoints of the log
 * @param logOrigin what the log's name begins with
 * @param siteKey wraps the orders' keys
 * @param cdTrustAnchors certificates that certification declarations may be signed by, beside the CSA's
 */
public record Site(
        Path file,
        Map<String, Issuer> issuers,
        Map<String, Factory> factories,
        Optional<SigningFiles> bundleSigner,
        Optional<SigningFiles> logSigner,
        Optional<String> logOrigin,
        Optional<Path> siteKey,
        List<Path> cdTrustAnchors) {
    /** The issuer and the factory whose keys mintmark makes itself. */
    public static final String TEST = "test";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

    public Site {
        issuers = Map.copyOf(issuers);
        factories = Map.copyOf(factories);
        cdTrustAnchors = List.copyOf(cdTrustAnchors);
    }

    /** A site that knows {@code test} only. */
    public static Site empty(Path file) {
        return new Site(
                file,
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Names that an order's {@code issuer} may be, sorted. */
    public Collection<String> issuerNames() {
        return withTest(issuers);
    }

    /** Names that an order's {@code factory} may be, sorted. */
    public Collection<String> factoryNames() {
        return withTest(factories);
    }

    private static Collection<String> withTest(Map<String, ?> named) {
        List<String> names = new ArrayList<>(new TreeMap<>(named).keySet());
        names.add(TEST);
        return names;
    }

    /** Names of issuers and factories stand in reports and messages. */
    static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name \"%s\" is not 1 to 40 of a-z 0-9 _ -, starting with a letter or digit"
                            .formatted(FileSafe.printable(name)));
        }
        if (name.equals(TEST)) {
            throw new IllegalArgumentException("name \"test\" is built in");
        }
        return name;
    }
}
