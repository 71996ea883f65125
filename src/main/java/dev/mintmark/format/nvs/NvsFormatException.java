package dev.mintmark.format.nvs;

/** An image that is damaged, encrypted, used by a device, or none. Names page, slot and offset, never a value. */
public final class NvsFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NvsFormatException(String what) {
        super("NVS image: " + what);
    }

    NvsFormatException(int page, String what) {
        super("NVS page %d (offset 0x%x): %s".formatted(page, page * PageField.PAGE_SIZE, what));
    }

    NvsFormatException(int page, int slot, String what) {
        super("NVS page %d entry %d (offset 0x%x): %s".formatted(page, slot, NvsReader.offset(page, slot), what));
    }
}
