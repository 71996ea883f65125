package dev.mintmark.format.nvs;

import static dev.mintmark.format.nvs.EntryField.ENTRY_SIZE;
import static dev.mintmark.format.nvs.PageField.PAGE_SIZE;
import static dev.mintmark.format.nvs.PageField.SLOTS;

import java.util.Arrays;

/**
 * Reads a plain NVS image, version 1 or 2, as a generator makes it for flashing: no entry erased, no gap, no page freed, no key
 * twice. Checks all that the firmware checks when it mounts (nvs_page.cpp, nvs_types.cpp, nvs_storage.cpp), and refuses
 * where the firmware would silently drop what does not hold.
 */
public final class NvsReader {
    private static final byte[] BLANK = new byte[PAGE_SIZE];
    private static final int VERSION_1 = 0xFF;
    private static final int VERSION_2 = 0xFE;
    /** The bits of the bitmap that belong to no slot. */
    private static final int SPARE_BITS = 0xF0;

    static {
        Arrays.fill(BLANK, (byte) 0xFF);
    }

    private final byte[] image;
    private int version = -1;
    private ItemReader items;
    private boolean blankSeen;
    private boolean activeSeen;

    private NvsReader(byte[] image) {
        this.image = image;
    }

    /** Whether these bytes begin as an image does, plain or encrypted: page headers are plain in both. */
    public static boolean isImage(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % PAGE_SIZE != 0) {
            return false;
        }
        PageState state = PageState.ofCode(LittleEndian.getU32(bytes, PageField.STATE.offset));
        return state != null
                && state != PageState.UNINITIALISED
                && LittleEndian.getU32(bytes, PageField.HEADER_CRC.offset) == NvsCrc.ofHeader(bytes, 0);
    }

    /**
     * @param image whole pages of 4096 bytes; neither kept nor changed
     * @throws NvsFormatException if anything in it is not as it must be
     */
    public static NvsContents read(byte[] image) {
        requirePages(image);
        return new NvsReader(image).contents();
    }

    /**
     * Reads an encrypted image.
     *
     * @param image as for {@link #read(byte[])}
     * @throws NvsFormatException likewise; also if these are not its keys
     */
    public static NvsContents read(byte[] image, NvsKeys keys) {
        byte[] plain = NvsCipher.decrypt(image, keys);
        try {
            return read(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    static void requirePages(byte[] image) {
        if (image.length == 0 || image.length % PAGE_SIZE != 0) {
            throw new NvsFormatException("%d bytes are no whole pages of 4096 bytes".formatted(image.length));
        }
    }

    private NvsContents contents() {
        for (int page = 0; page < image.length / PAGE_SIZE; page++) {
            page(page);
        }
        if (version < 0) {
            throw new NvsFormatException("no page is used");
        }
        if (image.length >= NvsWriter.SMALLEST_WRITABLE && !blankSeen) {
            throw new NvsFormatException("no page is free, so firmware would not mount it");
        }
        return items.contents(version == VERSION_1 ? 1 : 2);
    }

    private void page(int page) {
        int at = page * PAGE_SIZE;
        PageState state = PageState.ofCode(LittleEndian.getU32(image, at + PageField.STATE.offset));
        if (state == null) {
            throw new NvsFormatException(page, "unknown page state");
        }
        switch (state) {
            case UNINITIALISED -> {
                if (!isBlank(at, PAGE_SIZE)) {
                    throw new NvsFormatException(page, "marked unused, but not blank");
                }
                blankSeen = true;
            }
            case FREEING -> throw new NvsFormatException(page, "being freed: a device was writing here");
            case CORRUPT -> throw new NvsFormatException(page, "marked corrupt");
            case ACTIVE, FULL -> {
                header(page);
                slots(page);
                activeSeen = state == PageState.ACTIVE;
            }
        }
    }

    private void header(int page) {
        int at = page * PAGE_SIZE;
        if (LittleEndian.getU32(image, at + PageField.HEADER_CRC.offset) != NvsCrc.ofHeader(image, at)) {
            throw new NvsFormatException(page, "header CRC does not match");
        }
        if (blankSeen || activeSeen) {
            throw new NvsFormatException(page, "used, but the page before is not full");
        }
        if (LittleEndian.getU32(image, at + PageField.SEQUENCE.offset) != page) {
            throw new NvsFormatException(page, "sequence number does not continue the page before");
        }
        int found = image[at + PageField.VERSION.offset] & 0xFF;
        if (found != VERSION_1 && found != VERSION_2) {
            throw new NvsFormatException(page, "version byte 0x%02x is neither version 1 nor 2".formatted(found));
        }
        if (version >= 0 && version != found) {
            throw new NvsFormatException(page, "version is not that of the page before");
        }
        if (items == null) {
            version = found;
            items = new ItemReader(image, found == VERSION_2);
        }
        int spare = image[at + PageField.ENTRIES.offset - 1] & SPARE_BITS;
        if (spare != SPARE_BITS) {
            throw new NvsFormatException(page, "bitmap has more than 126 entries");
        }
    }

    private void slots(int page) {
        int slot = 0;
        while (slot < SLOTS) {
            SlotState state = SlotState.read(image, page, slot);
            switch (state) {
                case WRITTEN -> slot += items.read(page, slot);
                case EMPTY -> {
                    requireBlankFrom(page, slot);
                    return;
                }
                case ERASED -> throw new NvsFormatException(page, slot, "erased: a device has written here");
                case ILLEGAL -> throw new NvsFormatException(page, slot, "illegal state in the bitmap");
            }
        }
    }

    private void requireBlankFrom(int page, int first) {
        for (int slot = first; slot < SLOTS; slot++) {
            if (SlotState.read(image, page, slot) != SlotState.EMPTY) {
                throw new NvsFormatException(page, slot, "not empty, but an entry before it is");
            }
            if (!isBlank(offset(page, slot), ENTRY_SIZE)) {
                throw new NvsFormatException(page, slot, "marked empty, but not blank");
            }
        }
    }

    private boolean isBlank(int offset, int length) {
        return Arrays.equals(image, offset, offset + length, BLANK, 0, length);
    }

    /** Where a slot lies in the image. */
    static int offset(int page, int slot) {
        return page * PAGE_SIZE + PageField.ENTRIES.offset + slot * ENTRY_SIZE;
    }
}
