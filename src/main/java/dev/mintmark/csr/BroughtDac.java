package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a module brings along that another CA certified, not looked at yet.
 *
 * @param certificate DER or PEM; empty if there is a request only, or nothing
 * @param request DER or PEM, which shows that its sender has the private key; empty if there is none
 */
record BroughtDac(Optional<Bytes> certificate, Optional<Bytes> request) {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final Pattern REQUEST = Pattern.compile("-----BEGIN (NEW )?CERTIFICATE REQUEST-----");
    private static final Pattern BEFORE_BLOCK = Pattern.compile("(?=-----BEGIN )");

    /** Rows have both apart. A file is the certificate, or in PEM both of them, in either order. */
    static BroughtDac of(SubmittedRequest submitted) {
        Optional<Bytes> content = Optional.of(submitted.content()).filter(bytes -> bytes.size() > 0);
        return submitted.dac().isPresent() ? new BroughtDac(submitted.dac(), content) : ofFile(content);
    }

    private static BroughtDac ofFile(Optional<Bytes> file) {
        String text = new String(file.orElse(Bytes.of()).toByteArray(), StandardCharsets.ISO_8859_1);
        List<String> blocks = BEFORE_BLOCK
                .splitAsStream(text)
                .filter(block -> !block.isBlank())
                .toList();
        List<String> requests = blocks.stream()
                .filter(block -> REQUEST.matcher(block).lookingAt())
                .toList();
        List<String> certificates =
                blocks.stream().filter(block -> block.startsWith(CERTIFICATE)).toList();
        boolean both = requests.size() == 1 && certificates.size() <= 1;
        // whatever else it is, the certificate's reader says what is wrong with it
        return both && requests.size() + certificates.size() == blocks.size()
                ? new BroughtDac(
                        certificates.stream().findFirst().map(BroughtDac::bytes),
                        requests.stream().findFirst().map(BroughtDac::bytes))
                : new BroughtDac(file, Optional.empty());
    }

    private static Bytes bytes(String block) {
        return Bytes.of(block.getBytes(StandardCharsets.ISO_8859_1));
    }
}
