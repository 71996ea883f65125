package dev.mintmark.order;

import java.util.Optional;

/**
 * Where a module's files go in its flash.
 *
 * @param factory the NVS image
 * @param keys the keys of NVS encryption, if they are in a partition
 * @param secureCert the secure-cert image, if there is one
 * @param encryption whether the chips' flash encryption is on when the files are written
 */
public record FlashLayout(
        FlashPart factory, Optional<FlashPart> keys, Optional<FlashPart> secureCert, boolean encryption) {
    /** One line, from which nothing is missing that shapes a file. */
    public String term() {
        return "%s%s%s%s"
                .formatted(
                        factory,
                        keys.map(part -> ", " + part).orElse(""),
                        secureCert.map(part -> ", " + part).orElse(""),
                        encryption ? ", flash encryption" : "");
    }
}
