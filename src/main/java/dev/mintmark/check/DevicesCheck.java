package dev.mintmark.check;

import dev.mintmark.delivery.DevicesNdjson;
import dev.mintmark.delivery.LotFiles;
import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.ModuleId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds each line of a field upgrade's devices against its row in the manifest, as a module's files are elsewhere. Used once. */
final class DevicesCheck {
    private final String lot;
    private final Map<ModuleId, ListedModule> rows;
    private final Findings findings;

    DevicesCheck(String lot, Map<ModuleId, ListedModule> rows, Findings findings) {
        this.lot = lot;
        this.rows = rows;
        this.findings = findings;
    }

    private record Line(ModuleId module, Map<ModuleFile, byte[]> files, Bytes pai, String qrCode, String manualCode) {
        @Override
        public String toString() {
            return "line of " + module;
        }
    }

    /** @param sound paths that are listed, there and undamaged */
    void check(LotFiles files, Set<String> sound, Crew crew, CheckWatch watch) throws IOException {
        for (String path : sound) {
            if (!path.equals(LotContext.MANIFEST) && !path.equals(LotContext.DEVICES)) {
                findings.add(
                        CheckCode.FILE_UNEXPECTED, LotContext.place(lot, path), "a lot of devices has no such file");
            }
        }
        files.read((path, content) -> {
            if (path.equals(LotContext.DEVICES) && sound.contains(path)) {
                check(content, crew, watch);
            }
        });
    }

    private void check(byte[] content, Crew crew, CheckWatch watch) {
        Map<ModuleId, Line> lines = new LinkedHashMap<>();
        List<ModuleId> twice = new ArrayList<>();
        try {
            DevicesNdjson.read(content, (module, files, pai, qrCode, manualCode) -> {
                if (lines.putIfAbsent(module, new Line(module, files, Bytes.of(pai), qrCode, manualCode)) != null) {
                    twice.add(module);
                }
            });
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.DEVICES_MALFORMED, LotContext.place(lot, LotContext.DEVICES), "%s", e.getMessage());
            return;
        }
        Optional<Bytes> pai = lines.values().stream().findFirst().map(Line::pai);
        LotContext context = LotContext.ofDevices(lot, pai.flatMap(this::pai));
        twice.forEach(module ->
                findings.add(CheckCode.DUPLICATE_MODULE, context.device(module), "the device has a second line"));
        DeclarationCheck declarations = new DeclarationCheck(context, findings);
        Crew.Task<ModuleCheck.Checked> task = crew.task(checked -> {
            findings.addAll(checked.findings().list());
            declarations.check(checked);
            watch.advance(1);
        });
        lines.forEach((module, line) -> {
            ListedModule row = rows.get(module);
            if (row == null) {
                findings.add(CheckCode.MODULE_UNLISTED, context.device(module), "the manifest has no such module");
            } else {
                agrees(line, row, pai, context);
                task.add(new ModuleCheck(context, row, line.files())::check);
            }
        });
        rows.forEach((module, row) -> {
            if (!lines.containsKey(module)) {
                findings.add(
                        CheckCode.MODULE_FILE_MISSING, context.device(module), "the manifest has module %s", module);
            }
        });
        task.finish();
    }

    private void agrees(Line line, ListedModule row, Optional<Bytes> pai, LotContext context) {
        new Agreement()
                .holds("qrcode", line.qrCode().equals(row.qrCode()))
                .holds("manualcode", line.manualCode().equals(row.manualCode()))
                .holds("pai", pai.equals(Optional.of(line.pai())))
                .report(
                        findings,
                        CheckCode.DEVICE_DIFFERS,
                        context.device(line.module()),
                        "the manifest's row, or the first line, has another %s");
    }

    private Optional<AttestationCertificate> pai(Bytes der) {
        String place = LotContext.place(lot, LotContext.DEVICES);
        try {
            AttestationCertificate pai = AttestationCertificate.parse(der.toByteArray());
            DacRules.judgePai(pai, Optional.empty(), place, findings);
            return Optional.of(pai);
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.PAI_MALFORMED, place, "%s", e.getMessage());
            return Optional.empty();
        }
    }
}
