package dev.mintmark.delivery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lot's number within its order, and the names made of it.
 *
 * @param value 1 to 9999
 */
public record LotNumber(int value) implements Comparable<LotNumber> {
    /** Lots that a delivery has at most. */
    public static final int MOST = 9999;

    private static final Pattern SEALED = Pattern.compile("lot-([0-9]{4})\\.tar\\.gz\\.p7m");

    public LotNumber {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("lot %d is not within 1 and 9999".formatted(value));
        }
    }

    /** The number in the name of a sealed lot, empty if it is not such a name. */
    public static Optional<LotNumber> ofSealedFile(String name) {
        Matcher matcher = SEALED.matcher(name);
        return matcher.matches() && !matcher.group(1).equals("0000")
                ? Optional.of(new LotNumber(Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    /** {@code lot-0001}: the folder that the lot is laid out in. */
    public String folder() {
        return "lot-%04d".formatted(value);
    }

    /** {@code lot-0001.tar.gz}: what it decrypts to. */
    public String plainFile() {
        return folder() + ".tar.gz";
    }

    /** {@code lot-0001.tar.gz.p7m}: what is handed over. */
    public String sealedFile() {
        return plainFile() + ".p7m";
    }

    @Override
    public int compareTo(LotNumber other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return folder();
    }
}
