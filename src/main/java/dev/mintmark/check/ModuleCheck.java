package dev.mintmark.check;

import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.matter.ManualPairingCode;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.PayloadIds;
import dev.mintmark.label.OnboardingCodesCsv;
import dev.mintmark.label.PrintedLabel;
import dev.mintmark.label.QrPng;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a module's files against its row. All is compared with the row and not with one another, so that one wrong file is one
 * finding. Used once, by one thread.
 */
final class ModuleCheck {
    private final LotContext lot;
    private final ListedModule row;
    private final Map<ModuleFile, byte[]> files;
    private final Findings findings = new Findings();
    private Optional<Bytes> declaration = Optional.empty();

    /**
     * @param files those that are there and undamaged
     */
    ModuleCheck(LotContext lot, ListedModule row, Map<ModuleFile, byte[]> files) {
        this.lot = lot;
        this.row = row;
        this.files = files;
    }

    /**
     * @param declaration what the partition holds for one, not yet judged: it is the same for all modules
     */
    record Checked(ListedModule row, Findings findings, Optional<Bytes> declaration) {}

    Checked check() {
        content(ModuleFile.DAC).ifPresent(this::dac);
        Optional<OnboardingPayload> onboarding = codes();
        Optional<ChipFactoryData> partition = content(ModuleFile.PARTITION).flatMap(this::partition);
        SecretsCheck secrets = new SecretsCheck(row, onboarding, findings);
        partition.ifPresent(data -> {
            secrets.partition(place(ModuleFile.PARTITION), data);
            declaration = Optional.of(data.certificationDeclaration());
        });
        new PlacedCheck(lot, row, findings).check(files, secrets);
        secrets.finish(place(ModuleFile.PARTITION), partition.isPresent());
        content(ModuleFile.QR_CODE).ifPresent(this::image);
        content(ModuleFile.ONBOARDING_CODES)
                .ifPresent(codes -> onboarding.ifPresent(payload -> onboardingCodes(codes, payload)));
        content(ModuleFile.LABEL).ifPresent(this::zplLabel);
        label(partition);
        return new Checked(row, findings, declaration);
    }

    private Optional<byte[]> content(ModuleFile file) {
        return Optional.ofNullable(files.get(file));
    }

    private String place(ModuleFile file) {
        return lot.place(file, row.moduleId());
    }

    private void dac(byte[] der) {
        String place = place(ModuleFile.DAC);
        Optional<AttestationCertificate> read = DacRules.judge(Bytes.of(der), lot.pai(), place, findings);
        read.ifPresent(dac -> new Agreement()
                .same("dac_sha256", dac.sha256(), row.dacSha256())
                .holds("dac_serial", DacRules.hasSerial(dac, row.dacSerial()))
                .same("dac_not_before", dac.notBefore(), row.dacNotBefore())
                .same("dac_not_after", dac.notAfter(), row.dacNotAfter())
                .same("vendor_id", dac.subject().vendorId(), Optional.of(row.vendorId()))
                .same("product_id", dac.subject().productId(), Optional.of(row.productId()))
                .same("issuer_ski", dac.authorityKeyIdentifier(), Optional.of(row.issuerSki()))
                .same("spki_sha256", dac.spki().sha256Digest(), row.spkiSha256())
                .report(findings, CheckCode.DAC_DIFFERS, place, "the manifest's row has another %s"));
    }

    private Optional<ChipFactoryData> partition(byte[] image) {
        String place = place(ModuleFile.PARTITION);
        ChipFactoryData data;
        try {
            data = new EncryptedPartition(files).read(image);
        } catch (ChipFactoryException e) {
            findings.add(CheckCode.PARTITION_MALFORMED, place, "%s", e.getMessage());
            return Optional.empty();
        } catch (EncryptedPartition.KeyException e) {
            findings.add(CheckCode.NVS_KEY_MALFORMED, place(e.file()), "%s", e.getMessage());
            return Optional.empty();
        }
        new Agreement()
                .same("partition_sha256", Bytes.sha256Of(image), row.partitionSha256())
                .holds(
                        "discriminator",
                        data.commissionable()
                                .map(c -> c.discriminator().equals(row.discriminator()))
                                .orElse(true))
                .same("vendor-id", data.vendorId(), row.vendorId())
                .same("product-id", data.productId(), row.productId())
                .same("serial-num", data.serialNumber(), row.serialNumber())
                .holds(
                        "dac-cert",
                        data.attestation()
                                .map(a -> a.dac().sha256Digest().equals(row.dacSha256()))
                                .orElse(true))
                .holds(
                        "pai-cert",
                        data.attestation()
                                .flatMap(a -> lot.pai().map(pai -> pai.der().equals(a.pai())))
                                .orElse(true))
                .report(findings, CheckCode.PARTITION_DIFFERS, place, "the manifest's row, or pai.der, has another %s");
        return Optional.of(data);
    }

    /** The row's own codes against its other columns and one another. */
    private Optional<OnboardingPayload> codes() {
        String place = lot.place(row);
        OnboardingPayload onboarding;
        try {
            onboarding = OnboardingPayload.parse(row.qrCode());
            if (onboarding.extension().size() > 0
                    && onboarding.extensionElements().isEmpty()) {
                throw new IllegalArgumentException("the QR code's extension is no TLV");
            }
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.CODE_MALFORMED, place, "%s", e.getMessage());
            return Optional.empty();
        }
        try {
            ManualPairingCode.parse(row.manualCode().replace(' ', '\n'));
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.CODE_MALFORMED, place, "%s", e.getMessage());
            return Optional.of(onboarding);
        }
        new Agreement()
                .same("discriminator", onboarding.discriminator(), row.discriminator())
                .same("vendor and product", onboarding.ids(), PayloadIds.of(row.vendorId(), row.productId()))
                .same("manualcode", onboarding.manualCode().printed().replace('\n', ' '), row.manualCode())
                .report(findings, CheckCode.CODE_DIFFERS, place, "its qrcode tells another %s than the row");
        return Optional.of(onboarding);
    }

    private void image(byte[] png) {
        byte[] expected;
        try {
            expected = QrPng.write(row.qrCode());
        } catch (IllegalArgumentException e) {
            return; // no QR code holds that much: told as malformed
        }
        if (!Arrays.equals(png, expected)) {
            findings.add(
                    CheckCode.QR_IMAGE_DIFFERS,
                    place(ModuleFile.QR_CODE),
                    "is not the image that mintmark makes of the row's qrcode");
        }
    }

    private void zplLabel(byte[] zpl) {
        PrintedCheck.of(PrintedLabel.ofZpl(zpl), row)
                .report(
                        findings,
                        CheckCode.ZPL_LABEL_DIFFERS,
                        place(ModuleFile.LABEL),
                        "the manifest's row has another %s than it prints");
    }

    private void onboardingCodes(byte[] codes, OnboardingPayload onboarding) {
        String place = place(ModuleFile.ONBOARDING_CODES);
        byte[] expected = OnboardingCodesCsv.write(
                row.qrCode(),
                row.manualCode().replace(' ', '\n'),
                row.discriminator().value(),
                onboarding.passcode().value());
        if (!Arrays.equals(codes, expected)) {
            findings.add(
                    CheckCode.ONBOARDING_CODES_DIFFER,
                    place,
                    "is not what the row's qrcode, manualcode, discriminator and the QR code's passcode give");
        }
        Arrays.fill(expected, (byte) 0);
    }

    private void label(Optional<ChipFactoryData> partition) {
        if (lot.labels().isEmpty()) {
            return;
        }
        Optional<LabelRow> label = lot.labels().get().of(row.moduleId());
        if (label.isEmpty()) {
            findings.add(CheckCode.LABEL_MISSING, lot.place(row), "labels.csv has no row for it");
            return;
        }
        Agreement agreement = new Agreement();
        label.get().differences(row, partition).forEach(column -> agreement.holds(column, false));
        agreement.report(
                findings,
                CheckCode.LABEL_DIFFERS,
                label.get().place(),
                "the manifest, or the partition, has another %s for module " + row.moduleId());
    }
}
