package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.LotContents;
import dev.mintmark.delivery.LotHead;
import dev.mintmark.delivery.LotLedger;
import dev.mintmark.delivery.LotRecipe;
import dev.mintmark.delivery.LotTar;
import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.delivery.PlannedLot;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.Faults;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.job.LedgerAudit;
import dev.mintmark.keys.OrderKeys;
import dev.mintmark.keys.SiteKey;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.label.LabelDesigns;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.OrderFiles;
import dev.mintmark.order.Product;
import dev.mintmark.order.ProductionOrder;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.LedgerDatabase;
import dev.mintmark.template.MakerKeys;
import dev.mintmark.template.ModuleValues;
import dev.mintmark.template.NvsTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** What must hold of an order that is finished, however often its run was killed. Nobody has the home open. */
final class Aftermath {
    private final Workplace place;
    private final ProductionOrder order;
    private final Set<String> modules;

    /** @param modules the ids of all that was ordered */
    Aftermath(Workplace place, Path orderFile, Set<String> modules) {
        this.place = place;
        this.order =
                OrderFiles.read(List.of(orderFile), Site.empty(orderFile)).all().get(0);
        this.modules = modules;
    }

    void check() throws Exception {
        nothingIsLeftOver();
        manifestHasEachModuleOnce();
        Path out = place.root().resolve("opened");
        try (LedgerDatabase database = LedgerDatabase.open(place.home().ledger(), place.environment())) {
            ledgerHasEachModuleOnce(new JdbcTemplate(database.dataSource()));
            Ledger ledger = new Ledger(database);
            Set<String> delivered = new TreeSet<>();
            for (DeliveryRow delivery : ledger.orders().deliveries(order.id())) {
                OpenDelivery.Opened opened = Delivered.open(
                        place, order.id().value(), delivery.number(), out.resolve("" + delivery.number()));
                for (String module : Delivered.modules(opened).keySet()) {
                    assertThat(delivered.add(module))
                            .as("first delivery of " + module)
                            .isTrue();
                }
                // opening has compared each lot's tar with what the signed bundle says of it
                lotsComeOutTheSame(ledger.lots(order.id()), delivery, opened.bundle());
            }
            assertThat(delivered).isEqualTo(modules);
            everySignatureIsAccountedFor(ledger);
        } finally {
            DurableFiles.deleteTree(out);
        }
    }

    private void everySignatureIsAccountedFor(Ledger ledger) throws IOException {
        LedgerAudit.Report audit =
                new LedgerAudit(place.home(), Site.empty(place.root()), ledger).verify(Optional.empty());
        assertThat(audit.findings()).isEmpty();
        assertThat(List.of(audit.signed(), audit.dacs(), audit.logged())).containsOnly((long) modules.size());
        assertThat(audit.notStored()).isZero();
    }

    private void manifestHasEachModuleOnce() throws IOException {
        List<Map<String, String>> rows =
                Delivered.csv(place.folder(order.id().value()).manifest());
        assertThat(Delivered.column(rows, "module_id")).containsExactlyInAnyOrderElementsOf(modules);
        for (String unique : List.of("seq", "spki_sha256", "dac_serial", "dac_sha256", "serial_number")) {
            assertThat(Delivered.column(rows, unique)).as(unique).doesNotHaveDuplicates();
        }
    }

    private void ledgerHasEachModuleOnce(JdbcTemplate jdbc) {
        String ofOrder = " WHERE order_id = '" + order.id() + "'";
        assertThat(jdbc.queryForList("SELECT module_id FROM module" + ofOrder, String.class))
                .containsExactlyInAnyOrderElementsOf(modules);
        assertThat(jdbc.queryForObject("SELECT MAX(seq) FROM module" + ofOrder, Integer.class))
                .isEqualTo(modules.size());
        for (String unique : List.of("seq", "spki_sha256", "serial", "sha256")) {
            assertThat(jdbc.queryForObject("SELECT COUNT(DISTINCT " + unique + ") FROM dac" + ofOrder, Integer.class))
                    .as(unique)
                    .isEqualTo(modules.size());
        }
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM dac" + ofOrder, Integer.class))
                .isEqualTo(modules.size());
        assertThat(jdbc.queryForList("SELECT DISTINCT state FROM lot" + ofOrder, String.class))
                .containsExactly("SEALED");
    }

    /** Renders every lot again from the ledger and the order's key, onto nothing, and compares with what was delivered. */
    private void lotsComeOutTheSame(LotLedger ledger, DeliveryRow delivery, Bundle bundle) throws IOException {
        Product product = order.product();
        TestKeys keys = TestKeys.createOrRead(place.home().testKeys(), Instant.EPOCH, new SecureRandom());
        try (SiteKey siteKey = SiteKey.read(keys.siteKey(), new SecureRandom());
                SecretBytes orderKey =
                        new OrderKeys(place.home().keys(), siteKey, new SecureRandom()).read(order.id())) {
            LotContents contents = new LotContents(new LotRecipe(
                    new ManifestHead(
                            order.id(),
                            order.reference(),
                            product.vendorId(),
                            product.productId(),
                            KeyKind.TEST,
                            order.keys()),
                    product,
                    new ModuleSecrets(orderKey),
                    keys.issuer().pai().der(),
                    keys.certificationDeclaration(product.vendorId(), product.productId())
                            .encoded(),
                    LabelDesigns.read(product, new Faults()),
                    new MakerKeys(product, NvsTemplate.NONE),
                    seq -> ModuleValues.NONE,
                    order.kind()));
            for (PlannedLot planned : ledger.lots(delivery.number())) {
                LotTar tar = new LotTar(
                        OutputStream.nullOutputStream(),
                        new LotHead(order.id(), delivery.number(), planned.lot().number(), delivery.plannedAt()));
                contents.write(planned.lot(), ledger.modules(planned.lot()), tar::add);
                Bundle.Lot listed = bundle.lots().get(planned.lot().number().value() - 1);
                assertThat(listed.number()).isEqualTo(planned.lot().number());
                assertThat(tar.finish().tarSha256()).as("%s", listed.number()).isEqualTo(listed.tarSha256());
            }
        }
    }

    private void nothingIsLeftOver() throws IOException {
        assertThat(all(place.root().resolve("tmp"))).as("temporary files").isEmpty();
        Set<String> stray = all(place.home().root());
        stray.removeIf(Aftermath::isMeantToStay);
        assertThat(stray).as("left over").isEmpty();
        try (Stream<Path> deliveries =
                Files.list(place.folder(order.id().value()).deliveries())) {
            assertThat(deliveries.map(each -> each.getFileName().toString()).collect(Collectors.toSet()))
                    .allMatch(name -> name.matches("\\d{4}"));
        }
    }

    private static Set<String> all(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .forEach(file ->
                                names.add(folder.relativize(file).toString().replace('\\', '/')));
            }
        }
        return names;
    }

    /** The files of a home, as the brief lists them. */
    private static boolean isMeantToStay(String file) {
        return file.matches("lock|status\\.json|ledger/(?:mintmark\\.mv\\.db|postgresql)|keys/[^/.]+\\.key"
                + "|test-keys/(?:[a-z-]+\\.(?:crt|key)\\.pem|site\\.key)"
                + "|[^/]+/(?:manifest\\.csv|manifest\\.csv\\.p7s|rejects\\.csv|report\\.html|report\\.json)"
                + "|[^/]+/deliveries/\\d{4}/(?:SHA256SUMS|SHA256SUMS\\.p7s|PLAINTEXT\\.sha256|bundle\\.json|VERIFY\\.txt"
                + "|lot-\\d{4}\\.tar\\.gz\\.p7m"
                + "|log/(?:checkpoint|log-signer\\.crt\\.pem|lot-\\d{4}\\.inclusion\\.json))"
                + "|log/(?:checkpoint|checkpoints/\\d{12}|tile/.+)");
    }
}
