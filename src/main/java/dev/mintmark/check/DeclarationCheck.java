package dev.mintmark.check;

import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.matter.CdFinding;
import dev.mintmark.format.matter.CdUse;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.manifest.ListedModule;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Judges each certification declaration of a lot once, at the first module that has it: as a rule there is one. */
final class DeclarationCheck {
    private final LotContext lot;
    private final Findings findings;
    private final Set<Bytes> judged = new HashSet<>();

    DeclarationCheck(LotContext lot, Findings findings) {
        this.lot = lot;
        this.findings = findings;
    }

    void check(ModuleCheck.Checked checked) {
        checked.declaration().filter(judged::add).ifPresent(der -> judge(der, checked.row()));
    }

    private void judge(Bytes der, ListedModule row) {
        String place = lot.place(LotContext.PAYLOAD + ModuleFile.PARTITION.path(row.moduleId()));
        CertificationDeclaration.Reading reading = CertificationDeclaration.read(der.toByteArray());
        if (reading instanceof CertificationDeclaration.Refused refused) {
            findings.add(CheckCode.DECLARATION_MALFORMED, place, "%s", refused.finding());
            return;
        }
        CertificationDeclaration declaration = ((CertificationDeclaration.Read) reading).declaration();
        use(row).ifPresent(use -> {
            for (CdFinding finding : declaration.check(use)) {
                findings.add(CheckCode.DECLARATION_DIFFERS, place, "%s", finding);
            }
        });
    }

    /** The PAA is known by the PAI's authority key identifier; a PAI without what is needed was told already. */
    private Optional<CdUse> use(ListedModule row) {
        if (lot.pai().isEmpty()) {
            return Optional.empty();
        }
        AttestationCertificate pai = lot.pai().get();
        if (pai.authorityKeyIdentifier().isEmpty() || pai.subject().vendorId().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CdUse(
                row.vendorId(),
                row.productId(),
                OptionalLong.empty(),
                row.vendorId(),
                row.productId(),
                pai.subject().vendorId().get(),
                pai.subject().productId(),
                pai.authorityKeyIdentifier().get(),
                row.issuerKey() != KeyKind.TEST));
    }
}
