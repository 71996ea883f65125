package dev.mintmark.format.nvs;

import java.util.List;

/**
 * What an image holds.
 *
 * @param version 1 or 2
 * @param namespaces in the order of the image, each name once
 */
public record NvsContents(int version, List<NvsNamespace> namespaces) {
    public NvsContents {
        namespaces = List.copyOf(namespaces);
    }
}
