package dev.mintmark.check;

import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.Bytes;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.partition.DeviceAttestation;
import dev.mintmark.partition.SecureCertData;
import dev.mintmark.partition.SecureCertException;
import dev.mintmark.partition.SecureCertPartition;
import java.util.Map;
import java.util.Optional;

/** Holds a module's secure-cert image, or its fragments, against its row. */
final class PlacedCheck {
    private final LotContext lot;
    private final ListedModule row;
    private final Findings findings;

    PlacedCheck(LotContext lot, ListedModule row, Findings findings) {
        this.lot = lot;
        this.row = row;
        this.findings = findings;
    }

    void check(Map<ModuleFile, byte[]> files, SecretsCheck secrets) {
        Optional<Bytes> expected = row.secureCertSha256();
        if (expected.isEmpty()) {
            return;
        }
        if (files.containsKey(ModuleFile.FRAGMENTS)) {
            fragments(files.get(ModuleFile.FRAGMENTS));
        } else if (files.containsKey(ModuleFile.SECURE_CERT)) {
            image(files.get(ModuleFile.SECURE_CERT), secrets);
        } else {
            secrets.unread();
        }
    }

    private String place(ModuleFile file) {
        return lot.place(LotContext.PAYLOAD + file.path(row.moduleId()));
    }

    private void image(byte[] image, SecretsCheck secrets) {
        String place = place(ModuleFile.SECURE_CERT);
        SecureCertData data;
        try {
            data = SecureCertPartition.read(image);
        } catch (SecureCertException e) {
            findings.add(CheckCode.SECURE_CERT_MALFORMED, place, "%s", e.getMessage());
            secrets.unread();
            return;
        }
        data.attestation().key().ifPresent(key -> secrets.key(place, key));
        data.commissionable().ifPresent(commissionable -> secrets.commissionable(place, commissionable.data()));
        boolean discriminator = data.commissionable()
                .map(commissionable -> commissionable.data().discriminator().equals(row.discriminator()))
                .orElse(true);
        agree(image, data.attestation(), new Agreement().holds("discriminator", discriminator), place);
    }

    private void fragments(byte[] content) {
        String place = place(ModuleFile.FRAGMENTS);
        try {
            agree(content, SecureCertPartition.readFragments(content), new Agreement(), place);
        } catch (SecureCertException e) {
            findings.add(CheckCode.SECURE_CERT_MALFORMED, place, "%s", e.getMessage());
        }
    }

    private void agree(byte[] content, DeviceAttestation attestation, Agreement agreement, String place) {
        agreement
                .same(
                        "secure_cert_sha256",
                        Bytes.sha256Of(content),
                        row.secureCertSha256().orElseThrow())
                .same("DAC", attestation.dac().sha256Digest(), row.dacSha256())
                .holds(
                        "PAI",
                        lot.pai()
                                .map(pai -> pai.der().equals(attestation.pai()))
                                .orElse(true))
                .report(
                        findings,
                        CheckCode.SECURE_CERT_DIFFERS,
                        place,
                        "the manifest's row, or pai.der, has another %s");
    }
}
