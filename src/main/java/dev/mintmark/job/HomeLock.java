package dev.mintmark.job;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Lets one process at a time change a home. The file holds that process's number, for who has to wait. */
public final class HomeLock implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(100);

    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the home if it is missing, and waits for whoever holds it.
     *
     * @throws HomeBusyException if it is still held after {@code patience}
     */
    public static HomeLock acquire(Home home, Duration patience) throws IOException, InterruptedException {
        DurableFiles.createFolders(home.root(), Access.UMASK);
        Path file = home.root().resolve("lock");
        FileChannel channel = DurableFiles.open(file, Access.OWNER);
        long end = System.nanoTime() + patience.toNanos();
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < end) {
            Thread.sleep(STEP.toMillis());
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            throw new HomeBusyException(home.root(), Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return new HomeLock(channel, lock);
    }

    /** Whether a process holds the home now. */
    public static boolean isHeld(Home home) throws IOException {
        Path file = home.root().resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
