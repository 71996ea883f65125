package dev.mintmark.check;

import dev.mintmark.delivery.FlashArgs;
import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.Bytes;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.partition.DeviceAttestation;
import dev.mintmark.partition.SecureCertData;
import dev.mintmark.partition.SecureCertException;
import dev.mintmark.partition.SecureCertPartition;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds a module's secure-cert image, or its fragments, against its row. */
final class PlacedCheck {
    private static final Set<ModuleFile> FLASHED =
            EnumSet.of(ModuleFile.PARTITION, ModuleFile.KEYS_PARTITION, ModuleFile.SECURE_CERT);

    private final LotContext lot;
    private final ListedModule row;
    private final Findings findings;

    PlacedCheck(LotContext lot, ListedModule row, Findings findings) {
        this.lot = lot;
        this.row = row;
        this.findings = findings;
    }

    void check(Map<ModuleFile, byte[]> files, SecretsCheck secrets) {
        if (files.containsKey(ModuleFile.FLASH_ARGS)) {
            flashArgs(files);
        }
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

    /** Offsets are the product's, which a lot does not tell; that all files that go into the flash are named can be seen. */
    private void flashArgs(Map<ModuleFile, byte[]> files) {
        String place = place(ModuleFile.FLASH_ARGS);
        Set<String> expected = new HashSet<>();
        for (ModuleFile file : FLASHED) {
            if (files.containsKey(file)) {
                String path = file.path(row.moduleId());
                expected.add(path.substring(path.lastIndexOf('/') + 1));
            }
        }
        try {
            List<String> named = FlashArgs.read(files.get(ModuleFile.FLASH_ARGS));
            if (named.size() != expected.size() || !expected.equals(Set.copyOf(named))) {
                findings.add(
                        CheckCode.FLASH_ARGS_DIFFER, place, "it names other files than the module has for its flash");
            }
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.FLASH_ARGS_DIFFER, place, "%s", e.getMessage());
        }
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
