package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;

/** What the ledger keeps of a module's factory partition: enough for the manifest, nothing secret. */
public record MadePartition(int seq, Discriminator discriminator, Bytes sha256) {}
