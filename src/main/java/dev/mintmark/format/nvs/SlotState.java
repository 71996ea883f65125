package dev.mintmark.format.nvs;

/** State of a slot in the page's bitmap, two bits with the lower slot in the lower bits (nvs_page.hpp, EntryState). */
enum SlotState {
    ERASED,
    ILLEGAL,
    WRITTEN,
    EMPTY;

    private static final SlotState[] BY_BITS = values();

    static SlotState read(byte[] image, int page, int slot) {
        return BY_BITS[image[byteOf(page, slot)] >> 2 * (slot % 4) & 3];
    }

    /** From {@link #EMPTY} to {@link #WRITTEN}. */
    static void markWritten(byte[] image, int page, int slot) {
        image[byteOf(page, slot)] &= (byte) ~(1 << 2 * (slot % 4));
    }

    private static int byteOf(int page, int slot) {
        return page * PageField.PAGE_SIZE + PageField.BITMAP.offset + slot / 4;
    }
}
