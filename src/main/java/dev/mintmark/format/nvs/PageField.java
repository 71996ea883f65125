package dev.mintmark.format.nvs;

/** A page of 4096 bytes (ESP-IDF Programming Guide, NVS, "Structure of a Page"). Integers are little-endian. */
enum PageField {
    /** {@link PageState}; outside the CRC, so that a device can clear bits later. */
    STATE(0, 4),
    /** Number of the page in writing order, from 0. */
    SEQUENCE(4, 4),
    /** 0xFE for version 2, 0xFF for version 1: counted down. */
    VERSION(8, 1),
    UNUSED(9, 19),
    /** Over {@link #SEQUENCE} to {@link #UNUSED}. */
    HEADER_CRC(28, 4),
    /** Two bits an entry, {@link SlotState}; the last four bits stay 1. */
    BITMAP(32, 32),
    ENTRIES(64, 126 * 32);

    static final int PAGE_SIZE = 4096;
    static final int SLOTS = 126;

    final int offset;
    final int size;

    PageField(int offset, int size) {
        this.offset = offset;
        this.size = size;
    }
}
