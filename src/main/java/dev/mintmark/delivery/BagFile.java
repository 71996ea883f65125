package dev.mintmark.delivery;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** The files of a bag (RFC 8493, 2). */
final class BagFile {
    /** 2.1.2: what is handed over lies below. */
    static final String PAYLOAD = "data/";
    /** 2.1.1: that it is a bag. */
    static final String BAGIT = "bagit.txt";
    /** 2.2.2: about the whole. */
    static final String INFO = "bag-info.txt";
    /** 2.1.3: all of the payload. */
    static final String MANIFEST = "manifest-sha256.txt";
    /** 2.2.1: the three others. */
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";

    static final Set<String> TAGS = Set.of(BAGIT, INFO, MANIFEST, TAG_MANIFEST);

    private BagFile() {}

    static byte[] bagit() {
        return utf8("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    }

    /**
     * Names order, delivery and lot, so that a lot sealed again for somebody else shows whose it was.
     *
     * @param octets bytes of the payload, in {@code files} files
     */
    static byte[] info(LotHead head, int modules, long octets, int files) {
        return utf8(
                """
                Bagging-Date: %s
                Order-Id: %s
                Delivery: %d
                Lot: %d
                Module-Count: %d
                Payload-Oxum: %d.%d
                """
                        .formatted(
                                LocalDate.ofInstant(head.time(), ZoneOffset.UTC),
                                head.order(),
                                head.delivery(),
                                head.lot().value(),
                                modules,
                                octets,
                                files));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
