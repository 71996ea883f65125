package dev.mintmark.order;

/**
 * A partition of the product's flash that a module's file goes to.
 *
 * @param offset in the flash, bytes
 * @param size bytes
 * @param encrypted whether a chip with flash encryption reads it decrypted, so that a plain file must be written encrypted
 */
public record FlashPart(String name, long offset, long size, boolean encrypted) {
    @Override
    public String toString() {
        return "%s at 0x%x size 0x%x%s".formatted(name, offset, size, encrypted ? " encrypted" : "");
    }
}
