package dev.mintmark.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file system in memory, mounted on a folder until it is closed. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int kilobytes) throws IOException {
        command("mount", "-t", "tmpfs", "-o", "size=%dk".formatted(kilobytes), "none", folder.toString());
        return new SmallDisk(folder);
    }

    void resize(int kilobytes) throws IOException {
        command("mount", "-o", "remount,rw,size=%dk".formatted(kilobytes), folder.toString());
    }

    void readOnly() throws IOException {
        command("mount", "-o", "remount,ro", folder.toString());
    }

    @Override
    public void close() throws IOException {
        command("umount", folder.toString());
    }

    private static void command(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
