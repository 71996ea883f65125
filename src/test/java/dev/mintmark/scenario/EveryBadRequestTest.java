package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.csr.RejectCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A thousand good requests, and among them one of each kind of bad one: whatever is wrong with one stops no other. */
class EveryBadRequestTest {
    private static final int GOOD = 1000;

    /**
     * What can only be shown where somebody knows a published private key, or with another product: RequestCheckTest,
     * DecisionTest and AdoptedDacsTest have it.
     */
    private static final Set<RejectCode> ELSEWHERE = EnumSet.of(
            RejectCode.PUBLISHED_TEST_KEY,
            RejectCode.SUPERSEDES_UNDELIVERED,
            RejectCode.NVS_VALUES_MISSING,
            RejectCode.KEY_SUPERSEDED,
            RejectCode.KEY_SALT_MISSING,
            RejectCode.KEY_SALT_DIFFERS,
            RejectCode.DAC_DIFFERS,
            RejectCode.DUPLICATE_DAC_SERIAL);

    @TempDir
    Path folder;

    private Workplace place;

    /** What is to be refused: file or row by code, in whatever submission can hold it. */
    private final Map<RejectCode, String> expected = new TreeMap<>();

    @Test
    void theGoodOnesAreIssuedAndEachBadOneHasItsCode() throws Exception {
        place = new Workplace(folder);
        anEarlierOrderTakesAKey();
        Path order = place.order("PO-2", GOOD, "modules: modules.txt");
        Files.write(place.root().resolve("modules.txt"), listed());
        zip();
        tar();
        index();

        Program.Result result = place.within("run", order.toString());

        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        everyCodeOfARequestWasSent();
        Map<String, String> found = new TreeMap<>();
        for (Map<String, String> row : Delivered.csv(place.folder("PO-2").rejects())) {
            assertThat(row.get("reason")).isNotBlank();
            assertThat(found.put(row.get("code"), row.get("source")))
                    .as("second " + row)
                    .isNull();
        }
        assertThat(found)
                .isEqualTo(expected.entrySet().stream()
                        .collect(Collectors.toMap(each -> each.getKey().name(), Map.Entry::getValue)));
        allGoodOnesAreDelivered();
        theReportAgrees();
        assertThat(result.out()).contains("%,d refused now".formatted(expected.size()));
    }

    private void anEarlierOrderTakesAKey() throws IOException {
        Path earlier = place.order("PO-1", 1);
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(5000, 5000));
        assertThat(place.within("run", earlier.toString()).exit()).isZero();
    }

    private static List<String> listed() {
        List<String> ids =
                IntStream.rangeClosed(1, 2000).mapToObj(Requested::id).collect(Collectors.toList());
        ids.add("lamp-1");
        return ids;
    }

    /** The thousand, and between them all that can be wrong with a zip's entry or a request in it. */
    private void zip() throws Exception {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        int module = 1001;
        for (Map.Entry<RejectCode, byte[]> each : BadRequests.files().entrySet()) {
            bad.put(bad(each.getKey(), Requested.id(module++) + ".csr"), each.getValue());
        }
        bad.put(bad(RejectCode.BAD_ENTRY_NAME, "../" + Requested.id(1100) + ".pem"), Requested.pem(1100));
        bad.put(bad(RejectCode.NOT_A_REQUEST_FILE, "readme.txt"), "hello".getBytes(UTF_8));
        bad.put(bad(RejectCode.ENTRY_TOO_LARGE, Requested.id(1101) + ".pem"), new byte[16385]);
        bad.put(bad(RejectCode.BAD_MODULE_ID, "aux.pem"), Requested.pem(1102));
        bad.put(bad(RejectCode.ENTRY_UNREADABLE, Requested.id(1103) + ".pem"), Requested.pem(1103));
        bad.put(
                bad(RejectCode.BAD_KEY_SALT, Requested.id(1108) + ".pem"),
                ("key-salt: none\n" + new String(Requested.pem(1108), UTF_8)).getBytes(UTF_8));
        bad.put(bad(RejectCode.REPLAY, Requested.id(1104) + ".pem"), Requested.pem(5000));
        bad.put(bad(RejectCode.DUPLICATE_KEY, Requested.id(1105) + ".pem"), Requested.pem(1));
        bad.put(bad(RejectCode.DUPLICATE_MODULE_ID, "again/" + Requested.id(2) + ".pem"), Requested.pem(1106));
        bad.put(bad(RejectCode.MODULE_NOT_ORDERED, Requested.id(4000) + ".pem"), Requested.pem(4000));

        Map<String, byte[]> all = new LinkedHashMap<>();
        var badOnes = new ArrayList<>(bad.entrySet()).iterator();
        Requested.files(1, GOOD).forEach((name, content) -> {
            all.put(name, content);
            if (all.size() > 100 && badOnes.hasNext()) {
                var one = badOnes.next();
                all.put(one.getKey(), one.getValue());
            }
        });
        Path zip = place.inbox("PO-2").resolve("1.zip");
        Requested.zip(zip, all);
        encrypt(zip, Requested.id(1103) + ".pem");
    }

    private String bad(RejectCode code, String entry) {
        expected.put(code, "1.zip!" + entry);
        return entry;
    }

    /** Sets bit 0 of the entry's flags in the central directory and before its content (APPNOTE 4.4.4). */
    private static void encrypt(Path zip, String entry) throws IOException {
        byte[] bytes = Files.readAllBytes(zip);
        byte[] name = entry.getBytes(UTF_8);
        for (int at = 46; at + name.length <= bytes.length; at++) {
            if (Arrays.equals(name, Arrays.copyOfRange(bytes, at, at + name.length))) {
                boolean central = bytes[at - 46] == 'P' && bytes[at - 44] == 1;
                bytes[central ? at - 46 + 8 : at - 30 + 6] |= 1;
            }
        }
        Files.write(zip, bytes);
    }

    private void tar() throws IOException {
        expected.put(RejectCode.ENTRY_NOT_A_FILE, "2.tar!" + Requested.id(1107) + ".pem");
        try (OutputStream out = Files.newOutputStream(place.inbox("PO-2").resolve("2.tar"));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry link = new TarArchiveEntry(Requested.id(1107) + ".pem", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
    }

    private void index() throws IOException {
        List<String> rows = new ArrayList<>(List.of("module_id,serial_number,mac,csr,supersedes"));
        String used = "PO-2-000003";
        row(rows, RejectCode.BAD_ROW, Requested.id(1200) + ",x");
        row(rows, RejectCode.BAD_SERIAL_NUMBER, Requested.id(1201) + ",=1+1,," + csr(1201) + ",");
        row(rows, RejectCode.BAD_MAC, Requested.id(1202) + ",,0x12," + csr(1202) + ",");
        row(rows, RejectCode.BAD_SUPERSEDES, Requested.id(3) + ",,," + csr(1203) + ",ABCD");
        row(rows, RejectCode.NOT_BASE64, Requested.id(1204) + ",,,%%%,");
        row(rows, RejectCode.MAC_MISMATCH, Requested.id(1205) + ",," + Requested.id(1206) + "," + csr(1205) + ",");
        row(rows, RejectCode.MODULE_REKEYED, Requested.id(4) + ",,," + csr(1207) + ",");
        row(
                rows,
                RejectCode.UNKNOWN_SUPERSEDED_KEY,
                Requested.id(5) + ",,," + csr(1208) + "," + Requested.spkiSha256(6));
        row(rows, RejectCode.DUPLICATE_SERIAL_NUMBER, Requested.id(1209) + "," + used + ",," + csr(1209) + ",");
        row(rows, RejectCode.DUPLICATE_MAC, "lamp-1,," + Requested.id(7) + "," + csr(1210) + ",");
        row(rows, RejectCode.SPARES_EXCEEDED, Requested.id(8) + ",,," + csr(1211) + "," + Requested.spkiSha256(8));
        row(rows, RejectCode.QUOTA_EXCEEDED, Requested.id(1212) + ",,," + csr(1212) + ",");
        Files.write(place.inbox("PO-2").resolve("3.csv"), rows);
    }

    private void row(List<String> rows, RejectCode code, String row) {
        rows.add(row);
        expected.put(code, "3.csv:row " + rows.size());
    }

    private static String csr(int key) {
        return Base64.getEncoder().encodeToString(Requested.der(key));
    }

    private void everyCodeOfARequestWasSent() {
        Set<RejectCode> ofRequests = EnumSet.allOf(RejectCode.class);
        ofRequests.removeIf(code -> switch (code.scope()) {
            case SUBMISSION, SIGNATURE, CERTIFICATE -> true;
            case ENTRY, REQUEST, ORDER -> false;
        });
        ofRequests.removeAll(ELSEWHERE);
        assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(ofRequests);
    }

    private void allGoodOnesAreDelivered() throws IOException {
        List<String> good =
                IntStream.rangeClosed(1, GOOD).mapToObj(Requested::id).toList();
        List<String> keys =
                IntStream.rangeClosed(1, GOOD).mapToObj(Requested::spkiSha256).toList();
        var manifest = Delivered.csv(place.folder("PO-2").manifest());
        assertThat(Delivered.column(manifest, "module_id")).containsExactlyElementsOf(good);
        assertThat(Delivered.column(manifest, "spki_sha256")).containsExactlyElementsOf(keys);
        assertThat(Delivered.modules(Delivered.open(place, "PO-2", 1, folder.resolve("opened")))
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(good);
    }

    private void theReportAgrees() throws IOException {
        JsonNode report = JsonMapper.builder()
                .build()
                .readTree(Files.readAllBytes(place.folder("PO-2").reportJson()));
        JsonNode counts = report.get("counts");
        assertThat(counts.get("received").asInt()).isEqualTo(GOOD + expected.size());
        assertThat(counts.get("refused").asInt()).isEqualTo(expected.size());
        for (String figure : List.of("accepted", "issued", "delivered")) {
            assertThat(counts.get(figure).asInt()).as(figure).isEqualTo(GOOD);
        }
        assertThat(report.get("refusals"))
                .extracting(refusal ->
                        refusal.get("code").asString("") + refusal.get("count").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        expected.keySet().stream().map(code -> code + "1").toList());
    }
}
