package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import java.util.Optional;

/**
 * What the ledger keeps of a module's factory partition: enough for the manifest, nothing secret.
 *
 * @param sha256 of the NVS image, 32 bytes
 * @param secureCertSha256 of the secure-cert image or the fragments, 32 bytes, if there is one
 */
public record MadePartition(int seq, Discriminator discriminator, Bytes sha256, Optional<Bytes> secureCertSha256) {}
