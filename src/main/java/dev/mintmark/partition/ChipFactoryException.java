package dev.mintmark.partition;

/** A partition that is damaged or not what mintmark writes. Names the key, or the place in the image, never a value. */
public final class ChipFactoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChipFactoryException(String what) {
        super(what);
    }

    ChipFactoryException(String what, Throwable cause) {
        super(what, cause);
    }
}
