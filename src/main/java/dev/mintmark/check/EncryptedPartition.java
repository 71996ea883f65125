package dev.mintmark.check;

import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.nvs.NvsFormatException;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryException;
import dev.mintmark.partition.ChipFactoryPartition;
import java.util.Map;

/** Reads a module's partition as its firmware would: with the key that lies beside it, if there is one. */
final class EncryptedPartition {
    private final Map<ModuleFile, byte[]> files;

    /**
     * @param files the module's
     */
    EncryptedPartition(Map<ModuleFile, byte[]> files) {
        this.files = files;
    }

    /** What lies beside the partition is no key. Says nothing of its content. */
    static final class KeyException extends Exception {
        private static final long serialVersionUID = 1;
        private final ModuleFile file;

        KeyException(ModuleFile file, String what) {
            super(what);
            this.file = file;
        }

        ModuleFile file() {
            return file;
        }
    }

    /**
     * @throws ChipFactoryException if what comes out is no factory partition
     */
    ChipFactoryData read(byte[] image) throws KeyException {
        byte[] partition = files.get(ModuleFile.KEYS_PARTITION);
        byte[] hmacKey = files.get(ModuleFile.HMAC_KEY);
        if (partition == null && hmacKey == null) {
            return ChipFactoryPartition.read(image);
        }
        if (partition != null && hmacKey != null) {
            throw new KeyException(ModuleFile.HMAC_KEY, "lies beside a keys partition: one of them is of no use");
        }
        try (NvsKeys keys = partition != null ? keys(partition) : derived(hmacKey)) {
            return ChipFactoryPartition.read(image, keys);
        }
    }

    private static NvsKeys keys(byte[] partition) throws KeyException {
        try {
            return NvsKeys.readPartition(partition);
        } catch (NvsFormatException e) {
            throw new KeyException(ModuleFile.KEYS_PARTITION, e.getMessage());
        }
    }

    private static NvsKeys derived(byte[] hmacKey) throws KeyException {
        try (SecretBytes key = SecretBytes.copyOf(hmacKey)) {
            return NvsKeys.ofHmacKey(key);
        } catch (IllegalArgumentException e) {
            throw new KeyException(ModuleFile.HMAC_KEY, e.getMessage());
        }
    }
}
