package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;

/**
 * What a module lets itself be commissioned by.
 *
 * @param iterationCount of PBKDF2, 1000 to 100,000
 * @param salt of PBKDF2, 16 to 32 bytes
 * @param verifier SPAKE2+ w0 and L, 97 bytes; closed by whoever made this
 */
public record CommissionableData(Discriminator discriminator, int iterationCount, Bytes salt, SecretBytes verifier) {
    public CommissionableData {
        ChipFactoryKey.ITERATION_COUNT.check(iterationCount);
        ChipFactoryKey.SALT.check(salt.size());
        ChipFactoryKey.VERIFIER.check(verifier.size());
    }

    @Override
    public String toString() {
        return "commissionable data";
    }
}
