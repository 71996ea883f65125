package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for secrets in whatever form: raw, hex, base64 at each of its three alignments, passcodes as numbers and as digits with
 * and without separators. Contents are texts with a byte a character.
 */
final class SecretSearch {
    private static final int START = 8;

    private final Map<Long, List<Needle>> byStart = new HashMap<>();
    private final Map<Long, String> numbers = new HashMap<>();

    /** @param alone only where no letter or digit is beside it: else eight digits would be found in hashes, by chance */
    private record Needle(String text, String name, boolean alone) {}

    void bytes(String name, byte[] secret) {
        needle(name, new String(secret, ISO_8859_1));
        needle(name, HexFormat.of().formatHex(secret));
        needle(name, HexFormat.of().withUpperCase().formatHex(secret));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // the first and the last character may hold a neighbour's bits
            int whole = (before + secret.length) * 8 / 6;
            String inner = base64.substring(before == 0 ? 0 : before + 1, whole);
            needle(name, inner);
            needle(name, inner.replace('+', '-').replace('/', '_'));
        }
    }

    void text(String name, String secret) {
        bytes(name, secret.getBytes(UTF_8));
    }

    /** @param passcode of eight digits */
    void passcode(String name, int passcode) {
        String digits = String.valueOf(passcode);
        if (digits.length() != 8) {
            throw new IllegalArgumentException("found by chance");
        }
        numbers.put((long) passcode, name);
        add(new Needle(digits, name, true));
        for (String separator : List.of("-", " ", "_", ".", ",", "'")) {
            needle(name, digits.substring(0, 4) + separator + digits.substring(4));
            needle(name, digits.substring(0, 2) + separator + digits.substring(2, 5) + separator + digits.substring(5));
        }
    }

    private void needle(String name, String text) {
        add(new Needle(text, name, false));
    }

    private void add(Needle needle) {
        if (needle.text.length() < START) {
            throw new IllegalArgumentException("too short to be looked for: " + needle.name);
        }
        byStart.computeIfAbsent(start(needle.text, 0), start -> new ArrayList<>())
                .add(needle);
    }

    private static long start(String text, int from) {
        long start = 0;
        for (int i = from; i < from + START; i++) {
            start = start << 8 | text.charAt(i) & 0xFF;
        }
        return start;
    }

    /** Names of the secrets that a text holds, also across its line ends. */
    Set<String> in(String content) {
        Set<String> found = new TreeSet<>();
        search(content, found);
        if (content.indexOf('\n') >= 0) {
            search(content.replace("\r", "").replace("\n", ""), found);
        }
        return found;
    }

    private void search(String content, Set<String> found) {
        long window = 0;
        for (int end = 1; end <= content.length(); end++) {
            window = window << 8 | content.charAt(end - 1) & 0xFF;
            int from = end - START;
            List<Needle> starting = from < 0 ? null : byStart.get(window);
            if (starting != null) {
                for (Needle needle : starting) {
                    if (content.startsWith(needle.text, from) && (!needle.alone || isAlone(content, from, end))) {
                        found.add(needle.name);
                    }
                }
            }
        }
    }

    private static boolean isAlone(String content, int from, int end) {
        return (from == 0 || !isWord(content.charAt(from - 1)))
                && (end == content.length() || !isWord(content.charAt(end)));
    }

    private static boolean isWord(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /** Names of the secrets that a database's value holds: text, bytes, a number, or something serialized in base64. */
    Set<String> in(Object value) {
        if (value instanceof Number number) {
            String name = numbers.get(number.longValue());
            return name == null ? Set.of() : Set.of(name);
        }
        if (value instanceof byte[] bytes) {
            return in(new String(bytes, ISO_8859_1));
        }
        if (value == null) {
            return Set.of();
        }
        String text = value.toString();
        Set<String> found = new HashSet<>(in(new String(text.getBytes(UTF_8), ISO_8859_1)));
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(text);
            found.addAll(in(new String(decoded, ISO_8859_1)));
            found.addAll(serializedNumbers(decoded));
        } catch (IllegalArgumentException e) {
            return found; // no base64
        }
        return found;
    }

    private Set<String> serializedNumbers(byte[] content) {
        Set<String> found = new HashSet<>();
        for (int from = 0; from + Integer.BYTES <= content.length; from++) {
            ByteBuffer four = ByteBuffer.wrap(content, from, Integer.BYTES);
            int number = four.getInt(from);
            found.add(numbers.get((long) number));
            found.add(numbers.get((long) four.order(ByteOrder.LITTLE_ENDIAN).getInt(from)));
        }
        found.remove(null);
        return found;
    }
}
