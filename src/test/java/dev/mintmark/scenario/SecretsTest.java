package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is secret of a module lies in sealed lots and nowhere else. Passcodes are looked for where they have 8 digits and stand
 * as a number of their own: shorter ones would be found by chance in any hash.
 */
class SecretsTest {
    private static final int MODULES = 60;
    private static final Pattern EIGHT_DIGITS = Pattern.compile("(?<![0-9A-Za-z])[0-9]{8}(?![0-9A-Za-z])");

    @TempDir
    Path folder;

    private Workplace place;
    private final Set<String> passcodes = new HashSet<>();
    private final Set<String> texts = new HashSet<>();

    @Test
    void noSecretOfAModuleIsFoundOutsideTheLots() throws Exception {
        place = new Workplace(folder);
        Path order = place.order("PO-1", MODULES, "lot-size: 20");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));
        // lines of progress and of the libraries' logs too, so not quiet
        Program.Result result = Program.run(
                place.root(),
                "run",
                order.toString(),
                "--home",
                place.home().root().toString());
        assertThat(result.exit()).as(result.toString()).isZero();
        Path opened = folder.resolve("opened");
        for (Path module :
                Delivered.modules(Delivered.open(place, "PO-1", 1, opened)).values()) {
            collect(module);
        }
        assertThat(passcodes).hasSizeGreaterThan(MODULES / 2);
        assertThat(texts).hasSizeGreaterThan(8 * MODULES);
        theSearchFindsWhatIsThere(opened);

        TreeMap<String, String> everything = contents(place.home().root());
        everything.putAll(contents(folder.resolve("said")));
        everything.putAll(contents(folder.resolve("tmp")));
        everything.put("SCRIPT", script());
        everything.keySet().removeIf(name -> name.endsWith(".p7m"));
        assertThat(everything)
                .containsKeys("mintmark.mv.db", "status.json", "report.json", "report.html", "manifest.csv");
        everything.forEach(
                (name, content) -> assertThat(found(content)).as(name).isEmpty());
    }

    private void collect(Path module) throws IOException {
        String id = module.getFileName().toString();
        Map<String, String> codes =
                Delivered.csv(module.resolve(id + "-onb_codes.csv")).get(0);
        if (codes.get("passcode").length() == 8) {
            passcodes.add(codes.get("passcode"));
        }
        texts.add(codes.get("qrcode"));
        texts.add(codes.get("manualcode"));
        texts.add(codes.get("manualcode").replace("-", ""));
        byte[] image = Files.readAllBytes(module.resolve(id + "-partition.bin"));
        for (NvsNamespace namespace : NvsReader.read(image).namespaces()) {
            for (NvsEntry entry : namespace.entries()) {
                if (Set.of("salt", "verifier").contains(entry.key())) {
                    addAllForms(((NvsValue.Text) entry.value()).value());
                }
            }
        }
    }

    private void addAllForms(String base64) {
        byte[] raw = Base64.getDecoder().decode(base64);
        texts.add(base64);
        texts.add(HexFormat.of().formatHex(raw));
        texts.add(HexFormat.of().withUpperCase().formatHex(raw));
        texts.add(new String(raw, ISO_8859_1));
    }

    /** Else finding nothing would tell nothing. */
    private void theSearchFindsWhatIsThere(Path opened) throws IOException {
        Set<String> there = new HashSet<>();
        try (Stream<Path> all = Files.walk(opened)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                there.addAll(found(Files.readString(file, ISO_8859_1)));
            }
        }
        assertThat(there).containsAll(passcodes).hasSizeGreaterThanOrEqualTo(passcodes.size() + 4 * MODULES);
    }

    private Set<String> found(String content) {
        Set<String> found = new HashSet<>();
        Matcher numbers = EIGHT_DIGITS.matcher(content);
        while (numbers.find()) {
            if (passcodes.contains(numbers.group())) {
                found.add(numbers.group());
            }
        }
        for (String text : texts) {
            if (content.contains(text)) {
                found.add(text);
            }
        }
        return found;
    }

    /** Every file by its name, a byte a character. */
    private static TreeMap<String, String> contents(Path root) throws IOException {
        TreeMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, ISO_8859_1));
            }
        }
        return contents;
    }

    /** All tables as H2 writes them out: in the file, a value may be cut by the end of a page. */
    private String script() {
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            List<String> statements =
                    new ArrayList<>(new JdbcTemplate(database.dataSource()).queryForList("SCRIPT", String.class));
            assertThat(statements).anyMatch(statement -> statement.contains("INSERT INTO \"public\".\"module\""));
            String script = String.join("\n", statements);
            return script + new String(script.getBytes(UTF_8), ISO_8859_1);
        }
    }
}
