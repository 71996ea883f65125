package dev.mintmark.scenario;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.stream.Stream;

/** A moment at which a process is killed. */
sealed interface Killing {
    /**
     * Waits for the moment.
     *
     * @return false if the program ended first
     */
    boolean awaits(Program program, Path home) throws IOException, InterruptedException;

    /** So long after the start. */
    record After(long millis) implements Killing {
        @Override
        public boolean awaits(Program program, Path home) throws InterruptedException {
            return !program.endsWithin(millis);
        }

        @Override
        public String toString() {
            return millis + " ms";
        }
    }

    /** As soon as a file or folder matches: what the program does next is cut off. */
    record WhenThereIs(String glob) implements Killing {
        @Override
        public boolean awaits(Program program, Path home) throws IOException, InterruptedException {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + home + "/" + glob);
            // between two looks a moment for the program: looking without a break takes one of two cores from it
            while (!program.endsWithin(1)) {
                if (isThere(home, matcher)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isThere(Path home, PathMatcher matcher) throws IOException {
            if (!Files.isDirectory(home)) {
                return false;
            }
            try (Stream<Path> all = Files.find(home, 5, (path, attributes) -> matcher.matches(path))) {
                return all.findFirst().isPresent();
            } catch (java.io.UncheckedIOException e) {
                // something was renamed while it was looked at
                return false;
            }
        }

        @Override
        public String toString() {
            return "when there is " + glob;
        }
    }
}
