package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.DetachedSignature;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.Opening;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.Faults;
import dev.mintmark.input.FileSafe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A delivery whose signature holds. All of it is judged over what is encrypted: nobody's key is needed, and nothing is
 * decrypted that the signer did not vouch for.
 */
public final class SignedDelivery {
    private static final String AGAIN = "copy the delivery again; if that does not help, ask the maker";

    private final Path folder;
    private final Checksums list;
    private final Checksums plain;
    private final Bundle bundle;
    private final Instant signedAt;

    private SignedDelivery(Path folder, X509Certificate signer) throws IOException {
        this.folder = folder;
        byte[] listed = read(folder.resolve(DeliveryFile.LIST));
        Bytes signature = Bytes.of(read(folder.resolve(DeliveryFile.SIGNATURE)));
        try {
            this.signedAt = DetachedSignature.verify(new ByteArrayInputStream(listed), signature, signer);
        } catch (SealException e) {
            boolean other = e.reason() == SealException.Reason.OTHER_SIGNER;
            throw new DeliveryException(
                    folder.resolve(DeliveryFile.SIGNATURE).toString(),
                    "does not show that the signer trusted made this list: " + e.getMessage(),
                    other ? "is that the certificate of this maker? do not use the delivery before you know" : AGAIN,
                    e);
        }
        this.list = checksums(DeliveryFile.LIST, listed);
        this.plain = checksums(DeliveryFile.PLAINTEXT, content(DeliveryFile.PLAINTEXT));
        try {
            this.bundle = BundleJson.parse(content(DeliveryFile.BUNDLE));
        } catch (IllegalArgumentException e) {
            throw refusal(DeliveryFile.BUNDLE, e.getMessage(), "made by another mintmark?");
        }
        compareLists(signer);
    }

    /**
     * Verifies all: the signature, that exactly the listed files are there, each of them, and that the lists agree.
     *
     * @throws DeliveryException naming every file that is wrong
     */
    public static SignedDelivery verify(Path folder, X509Certificate signer) throws IOException {
        SignedDelivery delivery = new SignedDelivery(folder, signer);
        delivery.verifyFiles();
        return delivery;
    }

    /**
     * Verifies the signature and the lists, but no lot: the rest may be missing, or damaged.
     *
     * @throws DeliveryException naming the file that is wrong
     */
    public static SignedDelivery verifyLists(Path folder, X509Certificate signer) throws IOException {
        return new SignedDelivery(folder, signer);
    }

    public Bundle bundle() {
        return bundle;
    }

    /** When the signer says it signed. */
    public Instant signedAt() {
        return signedAt;
    }

    /** {@code bundle.json} as it was signed. */
    byte[] bundleFile() throws IOException {
        return content(DeliveryFile.BUNDLE);
    }

    /** The sealed lot as it is on the list: read once, so that what is verified is what is used. */
    byte[] sealed(LotNumber lot) throws IOException {
        return content(lot.sealedFile());
    }

    /** SHA-256 of the sealed lot, as it was signed. */
    public Bytes sealedSha256(LotNumber lot) {
        return list.byName().get(lot.sealedFile());
    }

    /** What the lot must decrypt to: SHA-256. */
    public Bytes plainSha256(LotNumber lot) {
        return plain.byName().get(lot.plainFile());
    }

    private byte[] content(String name) throws IOException {
        Bytes expected = list.byName().get(name);
        if (expected == null) {
            throw refusal(name, "is not on the list", AGAIN);
        }
        byte[] content = read(folder.resolve(name));
        if (!Bytes.sha256Of(content).equals(expected)) {
            throw refusal(name, "is not as it was signed", AGAIN);
        }
        return content;
    }

    private void verifyFiles() throws IOException {
        Faults faults = new Faults();
        SortedSet<String> unexpected = DeliveryFile.present(folder);
        for (Map.Entry<String, Bytes> each : list.byName().entrySet()) {
            Path file = folder.resolve(each.getKey());
            if (!unexpected.remove(each.getKey())) {
                faults.add(file.toString(), "is missing", AGAIN);
            } else if (!DeliveryFile.sha256(file).equals(each.getValue())) {
                faults.add(file.toString(), "is not as it was signed", AGAIN);
            }
        }
        unexpected.remove(DeliveryFile.LIST);
        unexpected.remove(DeliveryFile.SIGNATURE);
        for (String name : unexpected) {
            faults.add(
                    folder.resolve(DeliveryFile.LIST).toString(),
                    "does not list \"%s\", which is there".formatted(FileSafe.printable(name)),
                    "remove that file if you put it there; else do not use the delivery");
        }
        if (!faults.isEmpty()) {
            throw new DeliveryException(faults.list());
        }
    }

    /** What a signer vouches for must also agree with itself. */
    private void compareLists(X509Certificate signer) {
        if (!bundle.signer().equals(Fingerprint.of(signer))) {
            throw refusal(DeliveryFile.BUNDLE, "names another signer than the one who signed", AGAIN);
        }
        for (String name : list.byName().keySet()) {
            if (!DeliveryFile.isKnown(name)) {
                throw refusal(DeliveryFile.LIST, "lists \"%s\", which has no place here".formatted(name), AGAIN);
            }
        }
        Set<String> sealed = new TreeSet<>(list.byName().keySet());
        sealed.removeIf(name -> LotNumber.ofSealedFile(name).isEmpty());
        Set<String> bundled =
                bundle.lots().stream().map(lot -> lot.number().sealedFile()).collect(Collectors.toSet());
        if (!sealed.equals(bundled)) {
            throw refusal(DeliveryFile.BUNDLE, "names other lots than %s".formatted(DeliveryFile.LIST), AGAIN);
        }
        Set<String> plainFiles =
                bundle.lots().stream().map(lot -> lot.number().plainFile()).collect(Collectors.toSet());
        if (!plain.byName().keySet().equals(plainFiles)) {
            throw refusal(DeliveryFile.PLAINTEXT, "names other lots than %s".formatted(DeliveryFile.BUNDLE), AGAIN);
        }
    }

    private Checksums checksums(String name, byte[] content) {
        try {
            return Checksums.parse(content);
        } catch (IllegalArgumentException e) {
            throw refusal(name, e.getMessage(), AGAIN);
        }
    }

    private DeliveryException refusal(String name, String what, String hint) {
        return new DeliveryException(folder.resolve(name).toString(), what, hint);
    }

    /** Any file here is read whole, and none may be larger than the largest lot. */
    private static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DeliveryException(file.toString(), "is missing, or no plain file", AGAIN);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(Opening.LARGEST + 1);
            if (content.length > Opening.LARGEST) {
                throw new DeliveryException(
                        file.toString(), "is larger than %d bytes".formatted(Opening.LARGEST), AGAIN);
            }
            return content;
        }
    }
}
