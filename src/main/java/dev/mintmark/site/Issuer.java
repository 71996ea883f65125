package dev.mintmark.site;

import dev.mintmark.format.matter.VendorId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who signs DACs: a PAI with its key, under a PAA; without it, one whose DACs another CA signs.
 *
 * @param name as orders name it
 * @param paa certificate, PEM or DER
 * @param pai certificate, PEM or DER
 * @param key of the PAI, PEM (PKCS#8) or PKCS#12; empty if it is not here, and its DACs are adopted
 * @param password of the key's file
 * @param vendorIds the vendors it may sign for, at least one
 */
public record Issuer(
        String name,
        Path paa,
        Path pai,
        Optional<Path> key,
        Optional<PasswordSource> password,
        Set<VendorId> vendorIds) {
    public Issuer {
        Site.requireName(name);
        vendorIds = Collections.unmodifiableSet(new LinkedHashSet<>(vendorIds));
        if (vendorIds.isEmpty()) {
            throw new IllegalArgumentException("issuer \"%s\" may sign for no vendor".formatted(name));
        }
    }
}
