package dev.mintmark.job;

import dev.mintmark.check.CheckCode;
import dev.mintmark.check.CheckWatch;
import dev.mintmark.check.Crew;
import dev.mintmark.check.DacRules;
import dev.mintmark.check.Findings;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.store.JdbcDacLedger;
import dev.mintmark.store.Ledger;
import dev.mintmark.store.OrderRow;
import dev.mintmark.store.StoredDac;
import dev.mintmark.store.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The ledger's DACs by today's rules, and what its columns say of them. */
final class LedgerDacs {
    /** Rows read, and judged by one thread, at a time. */
    private static final int PAGE = 250;

    private final JdbcDacLedger dacs;
    private final OrderRow order;
    private final CheckMaterial material;
    private final Optional<AttestationCertificate> pai;
    private final Findings findings;
    private final List<String> notes;
    private final AtomicInteger byHash = new AtomicInteger();

    LedgerDacs(Ledger ledger, OrderRow order, CheckMaterial material, Findings findings, List<String> notes) {
        this.dacs = ledger.dacs(order.id());
        this.order = order;
        this.material = material;
        this.pai = material.pai();
        this.findings = findings;
        this.notes = notes;
        if (pai.isEmpty()) {
            notes.add("the site does not name the PAI that the order was started with: its DACs were judged without");
        }
        pai.ifPresent(certificate ->
                DacRules.judgePai(certificate, material.paa(), "issuer " + material.term("issuer"), findings));
    }

    /** @return how many there are */
    long check(Crew crew, CheckWatch watch) {
        long[] count = {0};
        Crew.Task<Judged> task = crew.task(judged -> {
            findings.addAll(judged.findings().list());
            count[0] += judged.count();
            watch.advance(judged.count());
        });
        int seq = 0;
        for (List<StoredRow> page = dacs.stored(seq, PAGE); !page.isEmpty(); page = dacs.stored(seq, PAGE)) {
            List<StoredRow> rows = page;
            task.add(() -> judge(rows));
            seq = page.get(page.size() - 1).seq();
        }
        task.finish();
        if (byHash.get() > 0) {
            notes.add("%d DACs are known by their hashes only, from the manifest that the ledger was recovered from"
                    .formatted(byHash.get()));
        }
        return count[0];
    }

    private record Judged(int count, Findings findings) {}

    private Judged judge(List<StoredRow> rows) {
        Findings found = new Findings();
        for (StoredRow row : rows) {
            if (row instanceof StoredDac stored && stored.dac().der().size() == 0) {
                byHash.incrementAndGet();
            } else if (row instanceof StoredDac stored) {
                judge(stored, found);
            } else if (row instanceof StoredRow.Illegible illegible) {
                found.add(
                        CheckCode.LEDGER_ROW_DIFFERS,
                        "%s:place %d".formatted(order.id(), illegible.seq()),
                        "cannot be read: %s",
                        illegible.reason());
            }
        }
        return new Judged(rows.size(), found);
    }

    private void judge(StoredDac row, Findings found) {
        AcceptedModule module = row.module();
        Dac dac = row.dac();
        String place = "%s:module %s".formatted(order.id(), module.moduleId());
        DacRules.judge(dac.der(), pai, place, found).ifPresent(certificate -> {
            Bytes spkiSha256 = certificate.spki().sha256Digest();
            List<String> differing = new ArrayList<>();
            differs(differing, "sha256", row.sha256(), dac.sha256());
            differs(differing, "spki_sha256", dac.spkiSha256(), spkiSha256);
            differs(differing, "module's spki_sha256", module.spkiSha256(), spkiSha256);
            differs(differing, "module's public_key", module.publicKey(), point(certificate));
            differs(differing, "issuer_ski", Optional.of(dac.issuerSki()), certificate.authorityKeyIdentifier());
            differs(differing, "serial", DacRules.hasSerial(certificate, dac.serial()), true);
            differs(differing, "not_before", dac.notBefore(), certificate.notBefore());
            differs(differing, "not_after", dac.notAfter(), certificate.notAfter());
            differs(
                    differing,
                    "order's vendor-id",
                    material.term("product vendor-id"),
                    certificate.subject().vendorId().map(id -> id.hex()).orElse(""));
            differs(
                    differing,
                    "order's product-id",
                    material.term("product product-id"),
                    certificate.subject().productId().map(id -> id.hex()).orElse(""));
            if (!differing.isEmpty()) {
                found.add(
                        CheckCode.LEDGER_ROW_DIFFERS,
                        place,
                        "the certificate is not what the ledger says of its %s",
                        String.join(", ", differing));
            }
        });
    }

    private static Bytes point(AttestationCertificate certificate) {
        return certificate.publicKey().map(SubjectPublicKey::point).orElse(Bytes.of());
    }

    private static void differs(List<String> differing, String what, Object said, Object found) {
        if (!said.equals(found)) {
            differing.add(what);
        }
    }
}
