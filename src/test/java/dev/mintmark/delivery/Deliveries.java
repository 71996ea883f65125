package dev.mintmark.delivery;

import dev.mintmark.Identity;
import dev.mintmark.LogOfLots;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.format.seal.Sealing;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.manifest.ManifestHead;
import dev.mintmark.manifest.ManifestRow;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Deliveries with throwaway keys, and what is in them. */
final class Deliveries {
    static final Identity SIGNER = Identity.ec("secp256r1");
    static final Identity FACTORY = Identity.ec("secp256r1");
    static final Identity OTHER_FACTORY = Identity.ec("secp384r1");
    static final OrderId ORDER = new OrderId("PO-1001");
    static final Instant TIME = Instant.parse("2026-05-04T10:20:30Z");

    private Deliveries() {}

    static LotHead head(int lot) {
        return new LotHead(ORDER, 1, new LotNumber(lot), TIME);
    }

    /** Paths below {@code data/} and their content, of a lot of three modules. */
    static Map<String, byte[]> payload(int lot) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("manifest.csv", manifest(lot).getBytes(StandardCharsets.UTF_8));
        files.put("pai.der", new byte[] {0x30, 0x03, 1, 2, 3});
        for (int module = 0; module < 3; module++) {
            String id = moduleId(lot, module);
            byte[] image = new byte[24576];
            image[lot] = (byte) module;
            files.put("modules/" + id + "/" + id + "-partition.bin", image);
            files.put("modules/" + id + "/" + id + "-dac.der", id.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private static String moduleId(int lot, int module) {
        return "7cdfa100%02x%02x".formatted(lot, module);
    }

    private static String manifest(int lot) {
        StringBuilder text = new StringBuilder();
        try {
            ManifestCsv rows = ManifestCsv.ofLot(
                    new ManifestHead(
                            ORDER,
                            "4500012345/10",
                            new VendorId(0xFFF1),
                            new ProductId(0x8001),
                            KeyKind.TEST,
                            KeyOrigin.MODULE),
                    text);
            for (int module = 0; module < 3; module++) {
                rows.row(row(lot, (lot - 1) * 3 + module + 1, moduleId(lot, module)), "MT:", "0");
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManifestRow row(int lot, int seq, String id) {
        Bytes der = Bytes.of(id.getBytes(StandardCharsets.UTF_8));
        Bytes hash = der.sha256Digest();
        Bytes ski = Bytes.fromHex("11".repeat(20));
        Bytes point = Bytes.of(Arrays.copyOf(new byte[] {4}, 65));
        return new ManifestRow(
                1,
                lot,
                new AcceptedModule(
                        seq,
                        new ModuleId(id),
                        Optional.empty(),
                        new SerialNumber("SN-" + seq),
                        point,
                        hash,
                        Optional.empty(),
                        hash,
                        TIME),
                new Dac(seq, hash, ski, ski, der, TIME, TIME, TIME),
                new Discriminator(seq),
                hash,
                Optional.empty());
    }

    static Sealing sealing() {
        return new Sealing(
                List.of(
                        new RecipientCertificate(OTHER_FACTORY.certificate()),
                        new RecipientCertificate(FACTORY.certificate())),
                new SecureRandom());
    }

    static SealedLot seal(Path folder, int lot) throws IOException {
        try (LotFile file = LotFile.create(folder, head(lot), sealing())) {
            for (Map.Entry<String, byte[]> each : payload(lot).entrySet()) {
                file.add(each.getKey(), each.getValue());
            }
            SealedLot sealed = file.finish();
            file.publish();
            return sealed;
        }
    }

    static DetachedSigner signer() throws SealException {
        return new DetachedSigner(SIGNER.certificate(), SIGNER.key(), new SecureRandom());
    }

    static Bundle bundle(List<SealedLot> lots) {
        return new Bundle(
                ORDER,
                "4500012345/10",
                1,
                TIME,
                KeyKind.TEST,
                Fingerprint.of(SIGNER.certificate()),
                List.of(Fingerprint.of(OTHER_FACTORY.certificate()), Fingerprint.of(FACTORY.certificate())),
                lots.stream().map(SealedLot::listed).toList());
    }

    /** The maker's log of these lots, all as {@link #payload} has them. */
    static void log(Path folder, int lots) throws IOException {
        TreeMap<Integer, Map<String, byte[]>> all = new TreeMap<>();
        for (int lot = 1; lot <= lots; lot++) {
            all.put(lot, payload(lot));
        }
        LogOfLots.write(folder, all);
    }

    /** Three lots and the log's proofs. */
    static Path make(Path folder) throws IOException, SealException {
        Files.createDirectories(folder);
        log(folder, 3);
        List<SealedLot> lots = new ArrayList<>();
        for (int lot = 1; lot <= 3; lot++) {
            lots.add(seal(folder, lot));
        }
        DeliveryFolder.complete(folder, bundle(lots), lots, signer(), Instant.now());
        return folder;
    }

    static Path copy(Path from, Path to) throws IOException {
        DurableFiles.deleteTree(to);
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
        return to;
    }

    /** Every file below {@code root} with its hash. */
    static Map<String, Bytes> tree(Path root) throws IOException {
        Map<String, Bytes> found = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root).sorted(Comparator.naturalOrder())) {
            tree.filter(Files::isRegularFile)
                    .forEach(each -> found.put(root.relativize(each).toString(), hash(each)));
        }
        return found;
    }

    private static Bytes hash(Path file) {
        try {
            return Bytes.sha256Of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
