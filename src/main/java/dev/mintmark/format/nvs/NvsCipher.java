package dev.mintmark.format.nvs;

import static dev.mintmark.format.nvs.EntryField.ENTRY_SIZE;
import static dev.mintmark.format.nvs.PageField.PAGE_SIZE;
import static dev.mintmark.format.nvs.PageField.SLOTS;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts images as ESP-IDF does (NVS Encryption): XTS-AES-256 (IEEE 1619) with each written entry of 32 bytes as
 * a data unit of its own, whose number is the entry's offset in the partition. Page headers, bitmaps and entries that are not
 * written stay as they are; CRCs are those of the plain entries.
 */
public final class NvsCipher {
    private static final int BLOCK = 16;
    /** x^128 = x^7 + x^2 + x + 1 (IEEE 1619, 5.2). */
    private static final int REDUCTION = 0x87;

    private NvsCipher() {}

    /**
     * @param image a plain one
     * @return the image encrypted, as long as {@code image}, which is neither kept nor changed
     */
    public static byte[] encrypt(byte[] image, NvsKeys keys) {
        return apply(Cipher.ENCRYPT_MODE, image, keys);
    }

    /**
     * @param image an encrypted one, whole pages of 4096 bytes; with other keys than its own, what comes out is none
     * @return the plain image, as long as {@code image}, which is neither kept nor changed
     */
    public static byte[] decrypt(byte[] image, NvsKeys keys) {
        return apply(Cipher.DECRYPT_MODE, image, keys);
    }

    private static byte[] apply(int mode, byte[] image, NvsKeys keys) {
        NvsReader.requirePages(image);
        int[] offsets = written(image);
        byte[] data = new byte[offsets.length * ENTRY_SIZE];
        for (int i = 0; i < offsets.length; i++) {
            System.arraycopy(image, offsets[i], data, i * ENTRY_SIZE, ENTRY_SIZE);
        }
        byte[] mask = mask(offsets, keys);
        byte[] turned = ecb(mode, keys.eky(), xor(data, mask));
        byte[] result = image.clone();
        xor(turned, mask);
        for (int i = 0; i < offsets.length; i++) {
            System.arraycopy(turned, i * ENTRY_SIZE, result, offsets[i], ENTRY_SIZE);
        }
        Arrays.fill(data, (byte) 0);
        Arrays.fill(turned, (byte) 0);
        return result;
    }

    /** Where the entries lie that the bitmaps call written. */
    private static int[] written(byte[] image) {
        int[] offsets = new int[image.length / PAGE_SIZE * SLOTS];
        int count = 0;
        for (int page = 0; page < image.length / PAGE_SIZE; page++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (SlotState.read(image, page, slot) == SlotState.WRITTEN) {
                    offsets[count++] = NvsReader.offset(page, slot);
                }
            }
        }
        return Arrays.copyOf(offsets, count);
    }

    /** What XTS lays over the two blocks of each entry, before and after AES: E(tky, offset), then that times x. */
    private static byte[] mask(int[] offsets, NvsKeys keys) {
        byte[] numbers = new byte[offsets.length * BLOCK];
        for (int i = 0; i < offsets.length; i++) {
            LittleEndian.putU32(numbers, i * BLOCK, offsets[i]);
        }
        byte[] tweaks = ecb(Cipher.ENCRYPT_MODE, keys.tky(), numbers);
        byte[] mask = new byte[offsets.length * ENTRY_SIZE];
        for (int i = 0; i < offsets.length; i++) {
            int first = i * ENTRY_SIZE;
            System.arraycopy(tweaks, i * BLOCK, mask, first, BLOCK);
            int carry = 0;
            for (int at = first; at < first + BLOCK; at++) {
                int twice = (mask[at] & 0xFF) << 1 | carry;
                mask[at + BLOCK] = (byte) twice;
                carry = twice >> Byte.SIZE;
            }
            mask[first + BLOCK] ^= (byte) (carry * REDUCTION);
        }
        return mask;
    }

    private static byte[] xor(byte[] into, byte[] with) {
        for (int i = 0; i < into.length; i++) {
            into[i] ^= with[i];
        }
        return into;
    }

    /** The JDK has no XTS; of ECB, block by block, it can be made. */
    private static byte[] ecb(int mode, byte[] key, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }
}
