package dev.mintmark.delivery;

import java.io.IOException;

/** A lot's files in the clear, wherever they lie: laid out in a folder, or in a tar in memory. */
public interface LotFiles {
    /** Gets one file after another. */
    interface Each {
        /**
         * @param path from the lot's root, {@code data/pai.der}; what is no file has a path that no list names
         * @param content not changed by the one who gets it
         */
        void file(String path, byte[] content) throws IOException;
    }

    /**
     * Passes every file once; may be called again, and then passes the same.
     *
     * @throws DeliveryException if what holds the files is itself no good
     */
    void read(Each each) throws IOException;
}
