package dev.mintmark.manifest;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import java.util.Optional;

/**
 * What the manifest tells of one issued module.
 *
 * @param delivery number of the delivery, from 1
 * @param lot number of the lot within the delivery, from 1
 * @param dacSha256 SHA-256 of the DAC, 32 bytes
 * @param partitionSha256 SHA-256 of the NVS image, 32 bytes
 * @param secureCertSha256 SHA-256 of the secure-cert image or the fragments, 32 bytes
 */
public record ManifestRow(
        int delivery,
        int lot,
        AcceptedModule module,
        Dac dac,
        Bytes dacSha256,
        Discriminator discriminator,
        Bytes partitionSha256,
        Optional<Bytes> secureCertSha256) {
    /** Of a DAC that is at hand. */
    public ManifestRow(
            int delivery,
            int lot,
            AcceptedModule module,
            Dac dac,
            Discriminator discriminator,
            Bytes partitionSha256,
            Optional<Bytes> secureCertSha256) {
        this(delivery, lot, module, dac, dac.sha256(), discriminator, partitionSha256, secureCertSha256);
    }
}
