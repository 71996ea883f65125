package dev.mintmark.delivery;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.LotInclusion;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.TlogException;
import dev.mintmark.format.tlog.VerifierKey;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.order.KeyOrigin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A delivery's {@code log/}: a signed checkpoint of the maker's log, who signs it, and for each lot the proof that its DACs are
 * in that log. Whoever keeps it can show later that the log was changed.
 */
public final class DeliveryLog {
    private final Checkpoint checkpoint;

    private DeliveryLog(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Where the checkpoint of the delivery in {@code folder} lies. */
    public static Path checkpointOf(Path folder) {
        return folder.resolve(DeliveryFile.CHECKPOINT);
    }

    /** Writes {@code log/} anew into a delivery that is being made. */
    public static void write(
            Path staging, Checkpoint checkpoint, X509Certificate signer, Map<LotNumber, LotInclusion> inclusions)
            throws IOException {
        DurableFiles.deleteTree(staging.resolve(DeliveryFile.LOG));
        DurableFiles.createFolder(staging.resolve(DeliveryFile.LOG), Access.UMASK);
        DurableFiles.write(staging.resolve(DeliveryFile.CHECKPOINT), checkpoint.encode(), Access.UMASK);
        DurableFiles.write(staging.resolve(DeliveryFile.LOG_SIGNER), pem(signer), Access.UMASK);
        for (Map.Entry<LotNumber, LotInclusion> each : inclusions.entrySet()) {
            DurableFiles.write(
                    staging.resolve(DeliveryFile.inclusion(each.getKey())),
                    each.getValue().encode(),
                    Access.UMASK);
        }
    }

    /** As openssl writes it (RFC 7468). */
    private static byte[] pem(X509Certificate certificate) {
        try {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .replace("%s", lines)
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was read has its bytes", e);
        }
    }

    /**
     * @param checkpoint as listed
     * @param signerPem certificate, as listed
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static DeliveryLog of(byte[] checkpoint, byte[] signerPem) {
        try {
            Checkpoint read = Checkpoint.parse(checkpoint);
            VerifierKey key = VerifierKey.of(
                    read.origin(),
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(signerPem))
                            .getPublicKey());
            if (!read.isSignedBy(key)) {
                throw new IllegalArgumentException("is not signed by " + DeliveryFile.LOG_SIGNER);
            }
            return new DeliveryLog(read);
        } catch (TlogException | CertificateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The log's head that the delivery holds; its signature is the log signer's. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Finds each DAC of a lot in the log, by an entry written from the lot itself.
     *
     * @throws IllegalArgumentException saying why they are not all in it
     */
    void requireLogged(byte[] inclusion, LotFiles files) throws IOException {
        LotInclusion.parse(inclusion).contradiction(entries(files), checkpoint).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    private static List<DacIssued> entries(LotFiles files) throws IOException {
        Map<String, byte[]> kept = new HashMap<>();
        new UnfoldedLot(files).read((path, content) -> {
            if (path.equals(BagFile.PAYLOAD + "manifest.csv") || path.endsWith("-dac.der")) {
                kept.put(path, content);
            }
        });
        byte[] manifest = kept.getOrDefault(BagFile.PAYLOAD + "manifest.csv", new byte[0]);
        List<DacIssued> entries = new ArrayList<>();
        for (ListedModule row : ManifestCsv.readLot(new String(manifest, StandardCharsets.UTF_8))) {
            byte[] der = kept.get(BagFile.PAYLOAD + ModuleFile.DAC.path(row.moduleId()));
            if (der == null) {
                throw new IllegalArgumentException("the lot has no DAC of module " + row.moduleId());
            }
            entries.add(new DacIssued(
                    row.order(),
                    row.seq(),
                    row.moduleId(),
                    row.spkiSha256(),
                    row.issuerSki(),
                    row.dacSerial(),
                    row.dacSha256(),
                    row.issuedAt(),
                    Bytes.of(der),
                    row.keys() == KeyOrigin.ADOPTED));
        }
        entries.sort(Comparator.comparingInt(DacIssued::seq));
        return entries;
    }
}
