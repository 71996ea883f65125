package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that holds one DER structure, plain or in PEM armour (RFC 7468): exactly one block with nothing but white space
 * around it. DER begins with 0x30, the digit 0 in ASCII, which begins no armour.
 */
sealed interface PemOrDer {
    /** What the armour held, or the file itself; not yet looked at. */
    record Der(Bytes bytes) implements PemOrDer {}

    record NotPem() implements PemOrDer {}

    record OtherLabel(String label) implements PemOrDer {}

    record SeveralBlocks(int count) implements PemOrDer {}

    Pattern BLOCK = Pattern.compile(
            "\\s*-----BEGIN ([A-Z0-9 ]{1,40})-----[ \\t]*\\r?\\n([A-Za-z0-9+/=\\s]*)-----END \\1-----\\s*");
    Pattern WHITE = Pattern.compile("\\s");
    Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    /** Takes a file of bounded size apart; {@code labels} are the names its block may have. */
    static PemOrDer read(byte[] file, Set<String> labels) {
        if (file[0] == 0x30 || !looksLikeText(file)) {
            return new Der(Bytes.of(file));
        }
        String text = new String(file, StandardCharsets.US_ASCII);
        return usual(text, labels).orElseGet(() -> any(text, labels));
    }

    /** The armour that nearly all write, without patterns, which take longer than all else that is done with a request but its signature. */
    private static Optional<PemOrDer> usual(String text, Set<String> labels) {
        for (String label : labels) {
            String begin = "-----BEGIN " + label + "-----\n";
            String end = "-----END " + label + "-----\n";
            int to = text.length() - end.length();
            if (to >= begin.length() && text.startsWith(begin) && text.endsWith(end)) {
                return base64(text.substring(begin.length(), to).replace("\n", ""));
            }
        }
        return Optional.empty();
    }

    /** Nothing but digits and padding. */
    private static Optional<PemOrDer> base64(String digits) {
        try {
            return Optional.of(new Der(Bytes.of(Base64.getDecoder().decode(digits))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static PemOrDer any(String text, Set<String> labels) {
        long blocks = BEGIN.matcher(text).results().count();
        if (blocks > 1) {
            return new SeveralBlocks((int) blocks);
        }
        Matcher begin = BEGIN.matcher(text);
        if (begin.find() && !labels.contains(begin.group(1))) {
            return new OtherLabel(begin.group(1));
        }
        Matcher block = BLOCK.matcher(text);
        if (!block.matches()) {
            return new NotPem();
        }
        return base64(WHITE.matcher(block.group(2)).replaceAll("")).orElseGet(NotPem::new);
    }

    private static boolean looksLikeText(byte[] file) {
        for (byte b : file) {
            boolean printable = b >= 0x20 && b < 0x7F || b == '\n' || b == '\r' || b == '\t';
            if (!printable) {
                return false;
            }
        }
        return true;
    }
}
