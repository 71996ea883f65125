package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Commands;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.CommissioningFlow;
import dev.mintmark.format.matter.DiscoveryCapability;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.PayloadIds;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.Spake2pVerifier;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.store.LedgerDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is secret lies in sealed lots and key files and nowhere else. The order's key is known before the run, and with it all
 * that will be secret, so that what is there for a moment only can be looked at too.
 */
class SecretsTest {
    private static final int MODULES = 60;
    /** Of each order with encrypted partitions. */
    private static final int FEW = 5;

    private static final List<String> ORDERS = List.of("PO-1", "PO-2", "PO-3", "PO-4");

    private static final String LOGGING =
            """
            <configuration>
              <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%level %logger %msg%n</pattern></encoder>
              </appender>
              <logger name="org.springframework" level="TRACE"/>
              <root level="DEBUG"><appender-ref ref="stderr"/></root>
            </configuration>
            """;

    @TempDir
    Path folder;

    private Workplace place;
    private final SecretSearch search = new SecretSearch();
    private final byte[] orderKey = orderKey();

    @Test
    void noSecretIsFoundOutsideTheLotsAndWhatIsPlantedAnywhereIs() throws Exception {
        place = new Workplace(folder);
        Path order = place.order("PO-1", MODULES, "lot-size: 20");
        Requested.zip(place.inbox("PO-1").resolve("a.zip"), Requested.files(1, MODULES));
        Path withKeys = encrypted("PO-2", "keys-partition", MODULES);
        Path withHmacKey = encrypted("PO-3", "hmac", MODULES + FEW);
        Path hostMade = place.order("PO-4", FEW, "keys: host-made");
        Files.writeString(hostMade, Files.readString(hostMade).replaceFirst("submission:.*\n", ""));
        knowTheKeys();
        knowTheModules();
        knowTheKeysOfPartitions();
        Path logging = Files.writeString(folder.resolve("logging.xml"), LOGGING);
        Map<String, Set<String>> sampled = new TreeMap<>();
        try (Program program = Program.start(
                place.root(),
                List.of(),
                List.of("-Dlogback.configurationFile=" + logging),
                "run",
                order.toString(),
                withKeys.toString(),
                withHmacKey.toString(),
                hostMade.toString(),
                "--home",
                place.home().root().toString())) {
            WrittenFiles written = new WrittenFiles(program.pid(), place.root());
            while (!program.endsWithin(20)) {
                written.sample((file, content) -> note(sampled, "while it ran: " + file, search.in(content)));
            }
            assertThat(program.end().exit()).as(program.said().toString()).isZero();
            assertThat(program.said().err()).contains("DEBUG ").contains("org.springframework");
            assertThat(written.samples()).isGreaterThan(10);
            assertThat(written.elsewhere()).isEmpty();
        }
        theLotsHoldThem();
        assertThat(sampled).isEmpty();
        anAuditorTakesEvidenceHome();

        assertThat(scan()).isEmpty();

        plant();
        assertThat(scan().keySet())
                .contains(
                        "home/PO-1/report.html",
                        "home/PO-1-evidence/report.json",
                        "home/planted-raw",
                        "home/planted-hex",
                        "home/planted-HEX",
                        "home/planted-base64",
                        "home/planted-pem",
                        "home/planted-number",
                        "home/planted-separated",
                        "said/planted",
                        "tmp/planted",
                        "home/ledger/mintmark.mv.db",
                        "script",
                        "submission.name",
                        "lot.sealed_size",
                        "delivery.signer",
                        "batch_job_execution_context.short_context");
    }

    /** An order of few modules, whose numbers follow {@code after}, with a rotating id and an encrypted partition. */
    private Path encrypted(String id, String encryption, int after) throws IOException {
        Files.writeString(
                place.root().resolve(encryption + ".yaml"),
                Workplace.PRODUCT + "rotating-id: derived\nnvs-encryption: " + encryption + "\n");
        Path order = place.order(id, FEW, "nvs-encryption: " + encryption);
        Files.writeString(order, Files.readString(order).replace("product.yaml", encryption + ".yaml"));
        Requested.zip(place.inbox(id).resolve("a.zip"), Requested.files(after + 1, after + FEW));
        return order;
    }

    /** The first of a fixed row under which every passcode has eight digits. */
    private static byte[] orderKey() {
        for (int i = 0; ; i++) {
            byte[] key = Bytes.sha256Of(("an order's key for tests " + i).getBytes(US_ASCII))
                    .toByteArray();
            ModuleSecrets secrets = new ModuleSecrets(SecretBytes.copyOf(key));
            int seq = 1;
            while (seq <= MODULES && secrets.passcode(seq).value() >= 10_000_000) {
                seq++;
            }
            if (seq > MODULES) {
                return key;
            }
        }
    }

    /** Test keys as a run would make them, and the order's key as a run that was killed at once would leave it. */
    private void knowTheKeys() throws Exception {
        Path keys = place.home().testKeys();
        TestKeys test = TestKeys.createOrRead(keys, Instant.now(), new SecureRandom());
        byte[] siteKey =
                HexFormat.of().parseHex(Files.readString(test.siteKey()).strip());
        search.bytes("site.key", siteKey);
        try (Stream<Path> files = Files.list(keys)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".key.pem")).toList()) {
                String name = file.getFileName().toString();
                PrivateKey key = KeyFile.read(file);
                if (PrivateKeyFactory.createKey(key.getEncoded()) instanceof Ed25519PrivateKeyParameters ed25519) {
                    search.bytes(name, ed25519.getEncoded());
                    continue;
                }
                BigInteger scalar = ((ECPrivateKey) key).getS();
                byte[] integer = scalar.toByteArray();
                search.bytes(name, integer);
                search.bytes(name, integer[0] == 0 ? Arrays.copyOfRange(integer, 1, integer.length) : integer);
                search.text(name, scalar.toString());
            }
        }
        Files.createDirectory(
                place.home().keys(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String order : ORDERS) {
            byte[] key = order.equals("PO-1") ? orderKey : keyOf(order);
            search.bytes("order key", key);
            Path file = Files.writeString(place.home().keys().resolve(order + ".key"), wrapped(siteKey, order, key));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** As the design says: AES-256-GCM, nonce before, the order's id authenticated. */
    private static String wrapped(byte[] siteKey, String order, byte[] key) throws Exception {
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(siteKey, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(("mintmark order key v1 " + order).getBytes(US_ASCII));
        byte[] sealed = cipher.doFinal(key);
        byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
        return "mintmark-order-key-v1 " + Base64.getEncoder().encodeToString(whole) + "\n";
    }

    private void knowTheModules() {
        ModuleSecrets secrets = new ModuleSecrets(SecretBytes.copyOf(orderKey));
        for (int seq = 1; seq <= MODULES; seq++) {
            search.passcode("passcode " + seq, secrets.passcode(seq).value());
            search.bytes("salt " + seq, secrets.salt(seq).toByteArray());
            byte[] verifier = Spake2pVerifier.compute(secrets.passcode(seq), secrets.salt(seq), 1000)
                    .expose();
            search.bytes("verifier " + seq, verifier);
            search.bytes("w0 " + seq, Arrays.copyOf(verifier, 32));
            search.bytes("L " + seq, Arrays.copyOfRange(verifier, 32, verifier.length));
            OnboardingPayload payload = new OnboardingPayload(
                    PayloadIds.of(new VendorId(0xFFF1), new ProductId(0x8001)),
                    CommissioningFlow.STANDARD,
                    Set.of(DiscoveryCapability.BLE),
                    secrets.discriminator(seq),
                    secrets.passcode(seq));
            search.text("QR code " + seq, payload.qrCode());
            search.text("manual code " + seq, payload.manualCode().printed());
            search.text("manual code " + seq, payload.manualCode().printed().replace("-", ""));
        }
    }

    /** Of the orders with encrypted partitions, and of the one whose keys the host makes. */
    private void knowTheKeysOfPartitions() {
        ModuleSecrets withKeys = new ModuleSecrets(SecretBytes.copyOf(keyOf("PO-2")));
        ModuleSecrets withHmacKey = new ModuleSecrets(SecretBytes.copyOf(keyOf("PO-3")));
        ModuleSecrets hostMade = new ModuleSecrets(SecretBytes.copyOf(keyOf("PO-4")));
        for (int seq = 1; seq <= FEW; seq++) {
            search.bytes(
                    "private key " + seq, hostMade.hostMadeKey(seq).scalar().expose());
            byte[] keys = withKeys.nvsKeys(seq).expose();
            search.bytes("NVS data key " + seq, Arrays.copyOf(keys, 32));
            search.bytes("NVS tweak key " + seq, Arrays.copyOfRange(keys, 32, 64));
            search.bytes("NVS HMAC key " + seq, withHmacKey.nvsHmacKey(seq).expose());
            search.bytes("rotating id " + seq, withKeys.rotatingId(seq).toByteArray());
        }
    }

    private static byte[] keyOf(String order) {
        return Bytes.sha256Of(("an order's key for tests, " + order).getBytes(US_ASCII))
                .toByteArray();
    }

    /** Else finding nothing elsewhere would tell nothing: every one of them is found where it belongs. */
    private void theLotsHoldThem() throws Exception {
        Set<String> found = new java.util.TreeSet<>();
        for (String order : ORDERS) {
            Path opened = folder.resolve("opened-" + order);
            Delivered.open(place, order, 1, opened);
            files(opened, "").forEach((name, content) -> found.addAll(search.in(content)));
        }
        for (int seq = 1; seq <= MODULES; seq++) {
            assertThat(found).contains("passcode " + seq, "salt " + seq, "w0 " + seq, "L " + seq);
            assertThat(found).contains("QR code " + seq, "manual code " + seq, "verifier " + seq);
        }
        for (int seq = 1; seq <= FEW; seq++) {
            assertThat(found).contains("NVS data key " + seq, "NVS tweak key " + seq, "NVS HMAC key " + seq);
            assertThat(found).contains("private key " + seq);
        }
        // of the encrypted partitions; nothing tells it in the clear
        assertThat(found).doesNotContain("order key", "site.key", "rotating id 1");
    }

    /** Where secrets are found that do not belong there: names of secrets by place. */
    private Map<String, Set<String>> scan() throws IOException {
        Map<String, Set<String>> hits = new TreeMap<>();
        Map<String, String> contents = files(place.home().root(), "home/");
        contents.putAll(files(folder.resolve("said"), "said/"));
        contents.putAll(files(folder.resolve("tmp"), "tmp/"));
        assertThat(contents)
                .containsKeys("home/ledger/mintmark.mv.db", "home/status.json", "home/PO-1/manifest.csv", "home/lock");
        contents.forEach((name, content) -> note(hits, name, search.in(content)));
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            jdbc.queryForList("SCRIPT", String.class).forEach(line -> note(hits, "script", search.in((Object) line)));
            List<String> tables = jdbc.queryForList(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", String.class);
            assertThat(tables)
                    .contains("module", "lot", "receipt", "batch_step_execution_context", "batch_job_execution");
            for (String table : tables) {
                jdbc.queryForList("SELECT * FROM \"" + table + "\"")
                        .forEach(row ->
                                row.forEach((column, value) -> note(hits, table + "." + column, search.in(value))));
            }
        }
        return hits;
    }

    /** A key file holds its own key. */
    private static void note(Map<String, Set<String>> hits, String where, Set<String> found) {
        List<String> strays = found.stream()
                .filter(name -> !where.equals("home/test-keys/" + name))
                .toList();
        if (!strays.isEmpty()) {
            hits.computeIfAbsent(where, name -> new java.util.TreeSet<>()).addAll(strays);
        }
    }

    /** Every file but sealed lots, a byte a character. */
    private static Map<String, String> files(Path root, String prefix) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : Workplace.tree(root).keySet()) {
            if (!name.endsWith(".p7m")) {
                contents.put(prefix + name, Files.readString(root.resolve(name), ISO_8859_1));
            }
        }
        return contents;
    }

    private void anAuditorTakesEvidenceHome() throws IOException {
        Path home = place.home().root();
        Path archive = home.resolve("evidence.tar.gz");
        Program.Result made = place.within("evidence", "PO-1", "--sample", "5", "--out", archive.toString());
        assertThat(made.exit()).as(made.toString()).isZero();
        assertThat(Commands.run(home, "tar", "-xzf", archive.toString()).exit()).isZero();
        assertThat(home.resolve("PO-1-evidence/sample/sample.csv")).exists();
    }

    private void plant() throws IOException {
        ModuleSecrets secrets = new ModuleSecrets(SecretBytes.copyOf(orderKey));
        int passcode = secrets.passcode(7).value();
        Path home = place.home().root();
        String base64 = Base64.getEncoder().encodeToString(orderKey);
        Path evidence = home.resolve("PO-1-evidence/report.json");
        Files.writeString(evidence, Files.readString(evidence) + passcode);
        Path report = place.folder("PO-1").reportHtml();
        Files.writeString(report, Files.readString(report) + "<td>" + passcode + "</td>");
        Files.write(home.resolve("planted-raw"), orderKey);
        Files.writeString(home.resolve("planted-hex"), "key=" + HexFormat.of().formatHex(orderKey));
        Files.writeString(
                home.resolve("planted-HEX"), HexFormat.of().withUpperCase().formatHex(orderKey));
        Files.writeString(home.resolve("planted-base64"), base64);
        Path pem = place.home().testKeys().resolve("pai.key.pem");
        Files.writeString(home.resolve("planted-pem"), Files.readString(pem));
        Files.writeString(home.resolve("planted-number"), "{\"n\":" + passcode + "}");
        Files.writeString(
                home.resolve("planted-separated"), String.valueOf(passcode).replaceFirst("....", "$0-"));
        Files.writeString(folder.resolve("said/planted"), secrets.salt(3).hex());
        Files.write(folder.resolve("tmp/planted"), secrets.salt(4).toByteArray());
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), Map.of())) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            jdbc.update("UPDATE submission SET name = ?", "code " + base64);
            jdbc.update("UPDATE lot SET sealed_size = ?", passcode);
            jdbc.update("UPDATE delivery SET signer = ?", (Object) orderKey);
            jdbc.update("UPDATE batch_job_execution_context SET short_context = ?", serialized(passcode));
        }
    }

    private static String serialized(int passcode) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("n", passcode)));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
