package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.keys.TestKeys;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.Terms;
import dev.mintmark.reported.SimulatedReports;
import dev.mintmark.site.Site;
import dev.mintmark.store.DeliveryRow;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Plays the factory of an order from the ledger: receipts and reports, signed with the test factory's key, and what should not
 * happen listed beside them. The caller holds the home.
 */
public final class SimulatedFactory {
    private static final String REPORTS = "reports";
    private static final String ANOMALIES = "anomalies.csv";

    private final Home home;
    private final Ledger ledger;
    private final RandomGenerator random;
    private final SecureRandom nonces;
    private final Instant now;

    /**
     * @param random what it does depends on this
     * @param nonces of signatures
     */
    public SimulatedFactory(Home home, Ledger ledger, RandomGenerator random, SecureRandom nonces, Instant now) {
        this.home = home;
        this.ledger = ledger;
        this.random = random;
        this.nonces = nonces;
        this.now = now;
    }

    /**
     * @param each how many of each kind of anomaly
     * @return what was planted
     * @throws FaultException if there is no such order of the test factory, or the folder has reports already
     */
    public List<SimulatedReports.Planted> write(OrderId order, Path folder, int each)
            throws IOException, SealException {
        OrderRow row = ledger.orders()
                .find(order)
                .orElseThrow(() ->
                        new FaultException("", "no order \"%s\" in %s".formatted(order, home.root()), "run it first"));
        if (!Site.TEST.equals(Terms.parse(row.terms()).values().get("factory"))) {
            throw new FaultException(
                    "", "order %s is not of the factory \"test\"".formatted(order), "only that one is played");
        }
        Path reports = folder.resolve(REPORTS);
        if (Files.exists(reports) || Files.exists(folder.resolve(ANOMALIES))) {
            throw new FaultException(folder.toString(), "has reports already", "name another folder");
        }
        Files.createDirectories(reports);
        List<SimulatedReports.Sent> sent = new ArrayList<>();
        ledger.dispositions(order)
                .delivered((module, dac, issued) -> sent.add(new SimulatedReports.Sent(module, dac, issued)));
        List<SimulatedReports.Planted> planted;
        try {
            planted = new ArrayList<>(new SimulatedReports(reports, random)
                    .write(sent, ledger.dispositions(order).ofOtherOrders(each), each));
        } catch (IllegalArgumentException e) {
            throw new FaultException("", e.getMessage(), "ask for fewer: --anomalies N");
        }
        DetachedSigner signer = signer();
        try (Stream<Path> made = Files.list(reports)) {
            for (Path report : made.sorted().toList()) {
                sign(signer, report, ModuleReports.signature(report));
            }
        }
        planted.addAll(receipts(order, reports, signer, each));
        try (Writer out = Files.newBufferedWriter(folder.resolve(ANOMALIES), StandardCharsets.UTF_8)) {
            out.write("code,module_id\r\n");
            for (SimulatedReports.Planted one : planted) {
                out.write(one.code() + "," + one.subject() + "\r\n");
            }
        }
        return planted;
    }

    private List<SimulatedReports.Planted> receipts(OrderId order, Path reports, DetachedSigner signer, int each)
            throws IOException, SealException {
        List<DeliveryRow> delivered = new ArrayList<>(ledger.orders().deliveries(order).stream()
                .filter(DeliveryRow::isDelivered)
                .toList());
        List<SimulatedReports.Planted> planted = new ArrayList<>();
        for (int i = 0; i < delivered.size(); i++) {
            Collections.swap(delivered, i, i + random.nextInt(delivered.size() - i));
        }
        for (int i = 0; i < delivered.size(); i++) {
            String number = "%04d".formatted(delivered.get(i).number());
            Path list = home.order(order).delivery(delivered.get(i).number()).resolve("SHA256SUMS");
            if (i < each || !Files.exists(list)) {
                planted.add(new SimulatedReports.Planted("DELIVERY_NOT_ACKNOWLEDGED", number));
            } else {
                sign(signer, list, reports.resolve("receipt-" + number + ".p7s"));
            }
        }
        return planted;
    }

    private DetachedSigner signer() throws SealException {
        TestKeys keys = TestKeys.read(home.testKeys());
        return new DetachedSigner(
                CertificateFile.x509(keys.factoryCertificate()), KeyFile.read(keys.factoryKey()), nonces);
    }

    private void sign(DetachedSigner signer, Path content, Path to) throws IOException, SealException {
        try (InputStream in = Files.newInputStream(content)) {
            Bytes signature = signer.sign(in, now);
            Files.write(to, signature.toByteArray());
        }
    }
}
