package dev.mintmark.delivery;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.Faults;
import dev.mintmark.input.FileSafe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the folder of a delivery whole: what it is, how to open it, the list of all files, and the signature over it. */
public final class DeliveryFolder {
    private DeliveryFolder() {}

    /**
     * Completes a folder that holds the published lots and whatever lies in {@code log/}; safe to repeat. All is synced; the
     * caller then renames the folder into its place.
     *
     * @param lots exactly the bundle's
     * @param now the time of signing
     * @throws DeliveryException if the folder holds anything else, or a lot other than what was sealed
     * @throws SealException if the signer may not sign now
     */
    public static void complete(Path staging, Bundle bundle, List<SealedLot> lots, DetachedSigner signer, Instant now)
            throws IOException, SealException {
        if (!bundle.lots().equals(lots.stream().map(SealedLot::listed).toList())
                || !bundle.signer().equals(Fingerprint.of(signer.certificate()))) {
            throw new IllegalArgumentException("the bundle names other lots, or another signer");
        }
        SortedMap<String, Bytes> plain = new TreeMap<>();
        for (SealedLot lot : lots) {
            plain.put(lot.lot().plainFile(), lot.gzipSha256());
        }
        for (String name : DeliveryFile.WRITTEN_LAST) { // of an attempt that was killed
            Files.deleteIfExists(DurableFiles.unfinished(staging.resolve(name)));
        }
        write(staging, DeliveryFile.BUNDLE, BundleJson.render(bundle));
        write(staging, DeliveryFile.PLAINTEXT, new Checksums(plain).render());
        write(staging, DeliveryFile.INSTRUCTIONS, Instructions.render(bundle));

        byte[] list = list(staging, lots).render();
        Bytes signature = signer.sign(new ByteArrayInputStream(list), now);
        write(staging, DeliveryFile.LIST, list);
        write(staging, DeliveryFile.SIGNATURE, signature.toByteArray());
        DurableFiles.syncFolder(staging);
    }

    private static void write(Path staging, String name, byte[] content) throws IOException {
        DurableFiles.write(staging.resolve(name), content, Access.UMASK);
    }

    /** Hashes what lies there, and finds the lots to be those that were sealed. */
    private static Checksums list(Path staging, List<SealedLot> lots) throws IOException {
        Map<String, Bytes> sealed =
                lots.stream().collect(Collectors.toMap(each -> each.lot().sealedFile(), SealedLot::sealedSha256));
        Faults faults = new Faults();
        SortedMap<String, Bytes> listed = new TreeMap<>();
        for (String name : DeliveryFile.present(staging)) {
            if (name.equals(DeliveryFile.LIST) || name.equals(DeliveryFile.SIGNATURE)) {
                continue; // of an earlier attempt
            }
            boolean lot = LotNumber.ofSealedFile(name).isPresent();
            if (!DeliveryFile.isKnown(name) || (lot && !sealed.containsKey(name))) {
                faults.add(
                        staging.resolve(FileSafe.printable(name)).toString(),
                        "has no place in this delivery",
                        "remove it and run again");
                continue;
            }
            Bytes hash = DeliveryFile.sha256(staging.resolve(name));
            if (lot && !hash.equals(sealed.get(name))) {
                faults.add(
                        staging.resolve(name).toString(),
                        "is not what was sealed",
                        "the disk or somebody changed it: remove it and run again");
            }
            listed.put(name, hash);
        }
        for (String name : sealed.keySet()) {
            if (!listed.containsKey(name)) {
                faults.add(staging.resolve(name).toString(), "was sealed and is missing", "run again");
            }
        }
        if (!faults.isEmpty()) {
            throw new DeliveryException(faults.list());
        }
        return new Checksums(listed);
    }
}
