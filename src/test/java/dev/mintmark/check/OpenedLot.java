package dev.mintmark.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An opened lot that somebody changes and who knows how a bag is made: hashes and counts are put right afterwards. */
record OpenedLot(Path root) {
    Path data(String path) {
        return root.resolve("data").resolve(path);
    }

    List<String> modules() throws IOException {
        try (Stream<Path> all = Files.list(data("modules"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    Path file(String module, String ending) {
        return data("modules/" + module + "/" + module + ending);
    }

    /** The manifest's or another table's rows, the header being row 0, cells not unquoted. */
    List<List<String>> rows(String table) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readString(data(table)).split("\r\n")) {
            rows.add(new ArrayList<>(List.of(line.split(",", -1))));
        }
        return rows;
    }

    void write(String table, List<List<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(String.join(",", row)).append("\r\n"));
        Files.writeString(data(table), text);
    }

    String cell(String module, String column) throws IOException {
        List<List<String>> rows = rows("manifest.csv");
        int id = rows.get(0).indexOf("module_id");
        return rows.stream()
                .filter(row -> row.get(id).equals(module))
                .findFirst()
                .orElseThrow()
                .get(rows.get(0).indexOf(column));
    }

    void cell(String module, String column, UnaryOperator<String> change) throws IOException {
        List<List<String>> rows = rows("manifest.csv");
        int id = rows.get(0).indexOf("module_id");
        int at = rows.get(0).indexOf(column);
        rows.stream().filter(row -> row.get(id).equals(module)).forEach(row -> row.set(at, change.apply(row.get(at))));
        write("manifest.csv", rows);
    }

    static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(before + " is not in " + file);
        }
        Files.writeString(file, text.replace(before, after));
    }

    static void swap(Path a, Path b) throws IOException {
        byte[] first = Files.readAllBytes(a);
        Files.write(a, Files.readAllBytes(b));
        Files.write(b, first);
    }

    /** Lists, counts and list of lists as of what lies there now. */
    void bagAgain() throws IOException {
        List<String> payload = files("data");
        long octets = 0;
        for (String path : payload) {
            octets += Files.size(root.resolve(path));
        }
        String oxum = "Payload-Oxum: %d.%d".formatted(octets, payload.size());
        String count = "Module-Count: %d".formatted(modules().size());
        Path info = root.resolve("bag-info.txt");
        Files.writeString(
                info,
                Files.readString(info).replaceAll("Payload-Oxum: .*", oxum).replaceAll("Module-Count: .*", count));
        list("manifest-sha256.txt", payload);
        list("tagmanifest-sha256.txt", List.of("bag-info.txt", "bagit.txt", "manifest-sha256.txt"));
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(folder))) {
            return all.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private void list(String name, List<String> paths) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String path : paths) {
            lines.append(sha256(Files.readAllBytes(root.resolve(path))))
                    .append("  ")
                    .append(path)
                    .append('\n');
        }
        Files.write(root.resolve(name), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
