package dev.mintmark.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.h2.api.Trigger;

/** Takes all the room there is on a disk as soon as a row is written. H2 makes it by its name. */
public final class FillingDisk implements Trigger {
    /** What takes the room. The test says where, and takes it away. */
    static volatile Path filler;

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        byte[] page = new byte[4096];
        try (OutputStream file = Files.newOutputStream(filler)) {
            while (true) {
                file.write(page);
            }
        } catch (IOException full) {
            return;
        }
    }
}
