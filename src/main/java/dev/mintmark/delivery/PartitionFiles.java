package dev.mintmark.delivery;

import dev.mintmark.delivery.LotContents.Payload;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.nvs.NvsCipher;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.onboarding.ModuleSecrets;
import java.io.IOException;

/** A module's factory partition as its firmware reads it, and the key that firmware reads it with. */
final class PartitionFiles {
    private final LotRecipe recipe;
    private final AcceptedModule module;

    PartitionFiles(LotRecipe recipe, AcceptedModule module) {
        this.recipe = recipe;
        this.module = module;
    }

    /**
     * Adds them.
     *
     * @param image the plain one; the caller wipes it
     * @return SHA-256 of the partition that was added
     */
    Bytes add(byte[] image, Payload payload) throws IOException {
        ModuleSecrets secrets = recipe.secrets();
        switch (recipe.product().nvsEncryption()) {
            case NONE -> {
                return partition(image, payload);
            }
            case KEYS_PARTITION -> {
                try (SecretBytes both = secrets.nvsKeys(module.seq());
                        NvsKeys keys = NvsKeys.of(both.expose())) {
                    Bytes sha256 = partition(NvsCipher.encrypt(image, keys), payload);
                    LotContents.addAndWipe(
                            payload, ModuleFile.KEYS_PARTITION.path(module.moduleId()), keys.toPartition());
                    return sha256;
                }
            }
            case HMAC -> {
                try (SecretBytes hmacKey = secrets.nvsHmacKey(module.seq());
                        NvsKeys keys = NvsKeys.ofHmacKey(hmacKey)) {
                    Bytes sha256 = partition(NvsCipher.encrypt(image, keys), payload);
                    payload.add(ModuleFile.HMAC_KEY.path(module.moduleId()), hmacKey.expose());
                    return sha256;
                }
            }
        }
        throw new IllegalStateException("no such encryption");
    }

    private Bytes partition(byte[] content, Payload payload) throws IOException {
        return payload.add(ModuleFile.PARTITION.path(module.moduleId()), content);
    }
}
