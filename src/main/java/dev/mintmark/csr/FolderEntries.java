package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of requests and of folders of requests, in the order of their names. */
final class FolderEntries implements EntryReader {
    private static final int DEEPEST = 8;

    private final Path folder;
    private final String container;
    private final Budget budget;
    private final MessageDigest digest = Bytes.sha256();
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();

    FolderEntries(Path folder, String container, Budget budget) throws IOException {
        this.folder = folder;
        this.container = container;
        this.budget = budget;
        open.push(sorted(folder));
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                continue;
            }
            Path path = open.peek().next();
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                open.push(sorted(path));
                continue;
            }
            budget.entry();
            String name = relativeName(path);
            NamedFile file = new NamedFile(container, name);
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(file.refused(RejectCode.ENTRY_NOT_A_FILE, "\"%s\" is a link or a device"));
            }
            try (RawStream raw = new RawStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS))) {
                Budget.Content content = budget.read(raw, raw);
                digest.update("%s\0%s\n".formatted(name, raw.sha256().hex()).getBytes(StandardCharsets.UTF_8));
                return Optional.of(file.entry(content));
            }
        }
        return Optional.empty();
    }

    private String relativeName(Path path) {
        return folder.relativize(path).toString().replace(folder.getFileSystem().getSeparator(), "/");
    }

    /** A folder sorts as its name with a slash, so that the files of the whole tree come in the order of their paths. */
    private Iterator<Path> sorted(Path directory) throws IOException {
        if (open.size() >= DEEPEST) {
            throw new UnreadableException(
                    RejectCode.SUBMISSION_OVER_LIMIT, "folders lie more than %d deep".formatted(DEEPEST));
        }
        TreeMap<String, Path> byName = new TreeMap<>();
        try (Stream<Path> children = Files.list(directory)) {
            children.filter(child -> !Submissions.isIgnored(child)).forEach(child -> {
                boolean isFolder = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                byName.put(child.getFileName() + (isFolder ? "/" : ""), child);
            });
        }
        return byName.values().iterator();
    }

    @Override
    public Bytes sha256() {
        return Bytes.of(digest.digest());
    }

    @Override
    public void close() {
        open.clear();
    }
}
