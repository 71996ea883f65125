package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mintmark.csr.RejectCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a submission as a scenario's recipe says, in the form that its name says. The recipe's items, separated by blanks:
 * {@code 7} is module 7 with key 7, {@code 1..3} three of them, {@code 7=9} module 7 with key 9, {@code 7=9^7} the same in place
 * of key 7, {@code 7@SN-1} with a serial number, {@code 7!CSR_EMPTY} a bad request.
 */
final class Submitting {
    private static final Pattern ITEM =
            Pattern.compile("(\\d+)(?:\\.\\.(\\d+))?(?:=(\\d+))?(?:\\^(\\d+))?(?:@([^!]+))?(?:!([A-Z_0-9]+))?");

    private Submitting() {}

    private record Sent(String id, String serialNumber, String supersedes, byte[] request) {}

    static void write(Path target, List<String> recipe) throws Exception {
        List<Sent> sent = new ArrayList<>();
        for (String item : recipe) {
            Matcher parts = ITEM.matcher(item);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no item of a recipe: " + item);
            }
            int first = Integer.parseInt(parts.group(1));
            int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
            for (int module = first; module <= last; module++) {
                sent.add(sent(module, parts));
            }
        }
        Files.createDirectories(target.getParent());
        write(target, target.getFileName().toString(), sent);
    }

    private static Sent sent(int module, Matcher parts) throws Exception {
        int key = parts.group(3) == null ? module : Integer.parseInt(parts.group(3));
        return new Sent(
                Requested.id(module),
                parts.group(5) == null ? "" : parts.group(5),
                parts.group(4) == null ? "" : Requested.spkiSha256(Integer.parseInt(parts.group(4))),
                parts.group(6) == null ? Requested.pem(key) : bad(RejectCode.valueOf(parts.group(6))));
    }

    private static byte[] bad(RejectCode code) throws Exception {
        return BadRequests.files().get(code);
    }

    private static void write(Path target, String name, List<Sent> sent) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Sent each : sent) {
            // a second request of one module lies in a folder of its own
            String file = each.id() + ".pem";
            files.put(files.containsKey(file) ? "again/" + file : file, each.request());
        }
        if (name.endsWith(".zip")) {
            Requested.zip(target, files);
        } else if (name.endsWith(".tar")) {
            tar(Files.newOutputStream(target), files);
        } else if (name.endsWith(".tar.gz")) {
            tar(new GZIPOutputStream(Files.newOutputStream(target)), files);
        } else if (name.endsWith(".csv")) {
            index(target, sent);
        } else if (name.endsWith(".pem")) {
            Files.write(target, sent.get(0).request());
        } else {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = target.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }

    private static void tar(OutputStream out, Map<String, byte[]> files) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0L);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
    }

    private static void index(Path target, List<Sent> sent) throws IOException {
        StringBuilder rows = new StringBuilder("module_id,serial_number,mac,csr,supersedes\r\n");
        for (Sent each : sent) {
            String base64 = new String(each.request(), UTF_8).replaceAll("-----[^-]+-----|\\s", "");
            Base64.getDecoder().decode(base64);
            rows.append("%s,%s,,%s,%s\r\n".formatted(each.id(), each.serialNumber(), base64, each.supersedes()));
        }
        Files.writeString(target, rows);
    }
}
