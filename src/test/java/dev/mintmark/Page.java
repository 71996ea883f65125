package dev.mintmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, taken apart: code in fences, code within lines, links and headings. */
record Page(Path file, List<Fence> fences, String prose) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** @param language what stands after the opening fence; empty if nothing does */
    record Fence(String language, String code) {}

    static Page read(Path file) throws IOException {
        String text = Files.readString(file);
        List<Fence> fences = FENCE.matcher(text)
                .results()
                .map(fence -> new Fence(fence.group(2), fence.group(3)))
                .toList();
        return new Page(file, fences, FENCE.matcher(text).replaceAll(""));
    }

    /** All pages of the project, wherever they lie. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (Path folder : List.of(Path.of("."), Path.of("docs"), Path.of("docs", "formats"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    pages.add(read(file.normalize()));
                }
            }
        }
        return pages;
    }

    /** The fences whose code is for a shell and is run as it stands. */
    List<String> shell() {
        return fences.stream()
                .filter(fence -> fence.language().equals("sh"))
                .map(Fence::code)
                .toList();
    }

    List<String> inlineCode() {
        return INLINE.matcher(prose).results().map(code -> code.group(1)).toList();
    }

    List<String> links() {
        return LINK.matcher(INLINE.matcher(prose).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** What links may name after {@code #}: headings as GitHub spells them. */
    List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Matcher heading = HEADING.matcher(prose);
        while (heading.find()) {
            anchors.add(heading.group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9 _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }
}
