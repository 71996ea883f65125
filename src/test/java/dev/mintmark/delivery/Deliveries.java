package dev.mintmark.delivery;

import dev.mintmark.Identity;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.RecipientCertificate;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.format.seal.Sealing;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
        files.put("manifest.csv", "module_id\n".repeat(lot).getBytes(StandardCharsets.UTF_8));
        files.put("pai.der", new byte[] {0x30, 0x03, 1, 2, 3});
        for (int module = 0; module < 3; module++) {
            String id = "7cdfa100%02x%02x".formatted(lot, module);
            byte[] image = new byte[24576];
            image[lot] = (byte) module;
            files.put("modules/" + id + "/" + id + "-partition.bin", image);
            files.put("modules/" + id + "/" + id + "-dac.der", id.getBytes(StandardCharsets.UTF_8));
        }
        return files;
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

    /** Three lots and a checkpoint. */
    static Path make(Path folder) throws IOException, SealException {
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(folder.resolve("log").resolve("checkpoint"), "mintmark\n3\n");
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
