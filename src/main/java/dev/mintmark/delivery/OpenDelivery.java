package dev.mintmark.delivery;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The factory's side: verifies what is encrypted, decrypts in memory, verifies again, and lays lots out beside each other,
 * {@code OUT/lot-0001/data/…}, in a folder only its owner can read. {@code OUT} appears whole or not at all.
 */
public final class OpenDelivery {
    private final X509Certificate signer;
    private final PrivateKey key;

    /**
     * @param lots the folders laid out
     * @param signedAt when the signer says it signed
     */
    public record Opened(Bundle bundle, Instant signedAt, List<Path> lots) {}

    /**
     * @param signer the one certificate trusted, which did not come with the delivery
     * @param key EC or RSA, of one of the recipients
     */
    public OpenDelivery(X509Certificate signer, PrivateKey key) {
        this.signer = signer;
        this.key = key;
    }

    /**
     * Opens all lots.
     *
     * @param out must not be there yet
     * @throws DeliveryException if anything at all is wrong with the delivery
     * @throws FaultException if {@code out} is there, or what a killed run left of it
     */
    public Opened all(Path delivery, Path out) throws IOException {
        refuseIfThere(out);
        SignedDelivery signed = SignedDelivery.verify(delivery, signer);
        return layOut(signed, signed.bundle().lots(), out, true);
    }

    /**
     * What the maker said of a delivery that was laid out as a whole; no signature vouches for it any more.
     *
     * @return empty if lots were laid out one by one
     * @throws IllegalArgumentException if it is not in its form
     */
    public static Optional<Bundle> laidOut(Path out) throws IOException {
        Path file = out.resolve(DeliveryFile.BUNDLE);
        return Files.exists(file) ? Optional.of(BundleJson.parse(Files.readAllBytes(file))) : Optional.empty();
    }

    /**
     * Opens one lot: the others may be missing or damaged, and {@code out} may hold others already.
     *
     * @throws DeliveryException if this lot, or the lists, are wrong
     * @throws FaultException if the delivery has no such lot, or {@code out} holds it
     */
    public Opened one(Path delivery, LotNumber number, Path out) throws IOException {
        refuseIfThere(out.resolve(number.folder()));
        SignedDelivery signed = SignedDelivery.verifyLists(delivery, signer);
        List<Bundle.Lot> lots = signed.bundle().lots().stream()
                .filter(each -> each.number().equals(number))
                .toList();
        if (lots.isEmpty()) {
            throw new FaultException(
                    delivery.toString(),
                    "has no lot %d".formatted(number.value()),
                    "it has "
                            + signed.bundle().lots().stream()
                                    .map(each -> each.number().toString())
                                    .collect(Collectors.joining(", ")));
        }
        return layOut(signed, lots, out, false);
    }

    private static void refuseIfThere(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FaultException(path.toString(), "is there already", "name a folder that is not there yet");
        }
    }

    private Opened layOut(SignedDelivery signed, List<Bundle.Lot> lots, Path out, boolean whole) throws IOException {
        Path part = DurableFiles.unfinished(out.toAbsolutePath());
        if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            throw new FaultException(
                    part.toString(), "was left by a run that was killed, or is open now", "remove it and run again");
        }
        DurableFiles.createFolders(part.getParent(), Access.UMASK);
        DurableFiles.createFolder(part, Access.OWNER);
        try {
            for (Bundle.Lot lot : lots) {
                layOut(signed, lot, part.resolve(lot.number().folder()));
            }
            if (whole) {
                DurableFiles.write(part.resolve(DeliveryFile.BUNDLE), signed.bundleFile(), Access.UMASK);
            }
            DurableFiles.syncTree(part);
            if (Files.exists(out)) {
                for (Bundle.Lot lot : lots) {
                    String name = lot.number().folder();
                    DurableFiles.publish(part.resolve(name), out.resolve(name));
                }
            } else {
                DurableFiles.publish(part, out.toAbsolutePath());
            }
        } finally {
            DurableFiles.deleteTree(part);
        }
        return new Opened(
                signed.bundle(),
                signed.signedAt(),
                lots.stream().map(lot -> out.resolve(lot.number().folder())).toList());
    }

    private void layOut(SignedDelivery signed, Bundle.Lot lot, Path folder) throws IOException {
        try (DecryptedLot decrypted = DecryptedLot.open(signed, lot, key)) {
            DurableFiles.createFolder(folder, Access.OWNER);
            new LotReader(signed.bundle(), lot, folder).layOut(decrypted);
        }
    }
}
