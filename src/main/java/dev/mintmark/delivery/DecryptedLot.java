package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.seal.Fingerprint;
import dev.mintmark.format.seal.Opening;
import dev.mintmark.format.seal.SealException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PrivateKey;
import java.util.stream.Collectors;

/** A lot opened in memory, found to be what was signed for; wiped on close. */
public final class DecryptedLot implements LotFiles, AutoCloseable {
    private final LotEntries entries;
    private final SecretBytes gzip;

    private DecryptedLot(LotEntries entries, SecretBytes gzip) {
        this.entries = entries;
        this.gzip = gzip;
    }

    /**
     * Decrypts a lot and compares it with what the maker signed for, its tar's hash last.
     *
     * @param key EC or RSA, of one of the recipients
     * @throws DeliveryException if the key does not open it, or it is anything else than was signed for
     */
    public static DecryptedLot open(SignedDelivery signed, Bundle.Lot lot, PrivateKey key) throws IOException {
        String file = lot.number().sealedFile();
        SecretBytes gzip;
        try {
            gzip = Opening.open(new ByteArrayInputStream(signed.sealed(lot.number())), key);
        } catch (SealException e) {
            boolean otherKey = e.reason() == SealException.Reason.NO_RECIPIENT;
            throw new DeliveryException(
                    file,
                    e.getMessage(),
                    otherKey
                            ? "use the key of a certificate with SHA-256 fingerprint "
                                    + signed.bundle().recipients().stream()
                                            .map(Fingerprint::withColons)
                                            .collect(Collectors.joining(" or "))
                            : "do not use it; ask the maker",
                    e);
        }
        DecryptedLot opened = new DecryptedLot(new LotEntries(lot), gzip);
        try {
            if (!Bytes.sha256Of(gzip.expose()).equals(signed.plainSha256(lot.number()))) {
                throw new DeliveryException(
                        file, "decrypts to something else than handed over", "do not use it; ask the maker");
            }
            opened.entries.checkTar(gzip.expose());
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void read(Each each) throws IOException {
        entries.read(gzip.expose(), each);
    }

    @Override
    public void close() {
        gzip.close();
    }
}
