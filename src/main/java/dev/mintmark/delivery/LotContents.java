package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.Passcode;
import dev.mintmark.format.matter.PayloadIds;
import dev.mintmark.format.matter.Spake2pVerifier;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.label.Label;
import dev.mintmark.label.OnboardingCodesCsv;
import dev.mintmark.label.QrPng;
import dev.mintmark.label.QrSymbol;
import dev.mintmark.manifest.ManifestCsv;
import dev.mintmark.manifest.ManifestRow;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.ManufacturingDateSource;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.Product;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryPartition;
import dev.mintmark.partition.CommissionableData;
import dev.mintmark.template.ModuleValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes all files of a lot, the same for the same modules and recipe. What is secret goes to the payload and nowhere else. */
public final class LotContents {
    private final LotRecipe recipe;

    public LotContents(LotRecipe recipe) {
        this.recipe = recipe;
    }

    /** Where a lot's files go: into its sealed file, or only through a hash. */
    public interface Payload {
        /**
         * @param path below {@code data/}
         * @param content neither kept nor changed
         * @return SHA-256 of the content, 32 bytes
         */
        Bytes add(String path, byte[] content) throws IOException;
    }

    /** As the other, of a lot that tells of nothing refused. */
    public List<MadePartition> write(Lot lot, List<IssuedModule> modules, Payload payload) throws IOException {
        return write(lot, modules, List.of(), payload);
    }

    /**
     * Writes the lot's payload: a folder of files for each module, then what tells of all of them.
     *
     * @param modules the lot's, all of them, by place
     * @param refused what a field upgrade's lot tells of beside them
     * @return what the ledger keeps of each, in the same order
     */
    public List<MadePartition> write(Lot lot, List<IssuedModule> modules, List<RefusedDevice> refused, Payload payload)
            throws IOException {
        if (modules.size() != lot.modules()) {
            throw new IllegalStateException(
                    "%s has %d modules, %d of them with DAC".formatted(lot.number(), lot.modules(), modules.size()));
        }
        StringBuilder manifest = new StringBuilder();
        ManifestCsv rows = ManifestCsv.ofLot(recipe.head(), manifest);
        LotForm form = recipe.form(payload, refused, title(lot), modules.size());
        List<MadePartition> made = new ArrayList<>(modules.size());
        for (int from = 0; from < modules.size(); from += Spake2pVerifier.TOGETHER) {
            List<ModuleFiles> group =
                    group(modules.subList(from, Math.min(from + Spake2pVerifier.TOGETHER, modules.size())));
            try {
                for (ModuleFiles files : group) {
                    made.add(files.write(form));
                    rows.row(
                            new ManifestRow(
                                    lot.delivery(),
                                    lot.number().value(),
                                    files.issued.module(),
                                    files.issued.dac(),
                                    files.discriminator,
                                    made.get(made.size() - 1).sha256(),
                                    made.get(made.size() - 1).secureCertSha256()),
                            files.qrCode,
                            files.printedManualCode.replace('\n', ' '));
                    form.described(files.label(), files::symbol);
                }
            } finally {
                group.forEach(files -> files.verifier.close());
            }
        }
        form.finish(payload);
        addAndWipe(payload, "manifest.csv", manifest.toString().getBytes(StandardCharsets.UTF_8));
        return made;
    }

    private String title(Lot lot) {
        return "%s, delivery %04d, lot %04d"
                .formatted(recipe.head().order(), lot.delivery(), lot.number().value());
    }

    static void addAndWipe(Payload payload, String path, byte[] content) throws IOException {
        try {
            payload.add(path, content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private List<ModuleFiles> group(List<IssuedModule> modules) {
        ModuleSecrets secrets = recipe.secrets();
        List<Passcode> passcodes = modules.stream()
                .map(issued -> secrets.passcode(issued.module().seq()))
                .toList();
        List<Bytes> salts = modules.stream()
                .map(issued -> secrets.salt(issued.module().seq()))
                .toList();
        List<SecretBytes> verifiers =
                Spake2pVerifier.computeAll(passcodes, salts, recipe.product().iterationCount());
        List<ModuleFiles> files = new ArrayList<>(modules.size());
        for (int i = 0; i < modules.size(); i++) {
            files.add(new ModuleFiles(modules.get(i), passcodes.get(i), salts.get(i), verifiers.get(i)));
        }
        return files;
    }

    /** One module's values and what is made of them. */
    private final class ModuleFiles {
        private final IssuedModule issued;
        private final Passcode passcode;
        private final Bytes salt;
        private final SecretBytes verifier;
        private final Discriminator discriminator;
        private final String qrCode;
        private final String printedManualCode;
        private QrSymbol symbol;

        ModuleFiles(IssuedModule issued, Passcode passcode, Bytes salt, SecretBytes verifier) {
            this.issued = issued;
            this.passcode = passcode;
            this.salt = salt;
            this.verifier = verifier;
            this.discriminator = recipe.secrets().discriminator(issued.module().seq());
            Product product = recipe.product();
            OnboardingPayload onboarding = new OnboardingPayload(
                    PayloadIds.of(product.vendorId(), product.productId()),
                    product.commissioningFlow(),
                    product.discovery(),
                    discriminator,
                    passcode);
            this.qrCode = onboarding.qrCode();
            this.printedManualCode = onboarding.manualCode().printed();
        }

        /** Adds the module's files. */
        MadePartition write(LotForm form) throws IOException {
            CommissionableData commissionable =
                    new CommissionableData(discriminator, recipe.product().iterationCount(), salt, verifier);
            try (PlacedData placed = new PlacedData(recipe, issued, commissionable)) {
                return write(placed, issued.module(), form);
            }
        }

        private MadePartition write(PlacedData placed, AcceptedModule module, LotForm form) throws IOException {
            ModuleId id = module.moduleId();
            Payload payload = form.module(id);
            byte[] image = ChipFactoryPartition.write(
                    chipFactory(placed), recipe.product().partitionSize());
            byte[] codes = OnboardingCodesCsv.write(qrCode, printedManualCode, discriminator.value(), passcode.value());
            try {
                Bytes partition = new PartitionFiles(recipe, module).add(image, payload);
                Optional<Bytes> beside = placed.file().isPresent()
                        ? Optional.of(beside(placed, placed.file().get(), id, payload))
                        : Optional.empty();
                if (form.has(ModuleFile.FLASH_ARGS) && recipe.product().flash().isPresent()) {
                    payload.add(
                            ModuleFile.FLASH_ARGS.path(id),
                            FlashArgs.write(recipe.product().flash().get(), id));
                }
                payload.add(ModuleFile.DAC.path(id), issued.dac().der().toByteArray());
                if (form.has(ModuleFile.QR_CODE)) {
                    addAndWipe(payload, ModuleFile.QR_CODE.path(id), QrPng.write(symbol()));
                }
                if (form.has(ModuleFile.ONBOARDING_CODES)) {
                    addAndWipe(payload, ModuleFile.ONBOARDING_CODES.path(id), codes);
                }
                if (form.has(ModuleFile.LABEL) && recipe.labels().zpl().isPresent()) {
                    addAndWipe(
                            payload,
                            ModuleFile.LABEL.path(id),
                            recipe.labels().zpl().get().render(label()));
                }
                return new MadePartition(module.seq(), discriminator, partition, beside);
            } finally {
                Arrays.fill(image, (byte) 0);
                Arrays.fill(codes, (byte) 0);
            }
        }

        private Bytes beside(PlacedData placed, ModuleFile file, ModuleId id, Payload payload) throws IOException {
            byte[] content =
                    placed.content(rotatingId(recipe.values().of(issued.module().seq())));
            Bytes sha256 = Bytes.sha256Of(content);
            addAndWipe(payload, file.path(id), content);
            return sha256;
        }

        private ChipFactoryData chipFactory(PlacedData placed) {
            Product product = recipe.product();
            ModuleValues values = recipe.values().of(issued.module().seq());
            return new ChipFactoryData(
                    placed.commissionableInPartition(),
                    product.vendorId(),
                    product.vendorName(),
                    product.productId(),
                    product.productName(),
                    product.hardwareVersion(),
                    product.hardwareVersionString(),
                    manufacturingDate(values),
                    rotatingId(values).filter(id -> !placed.isCommissionableElsewhere()),
                    product.details(),
                    issued.module().serialNumber(),
                    placed.attestationInPartition(),
                    recipe.certificationDeclaration(),
                    recipe.makerKeys().own(values));
        }

        private Optional<ManufacturingDate> manufacturingDate(ModuleValues values) {
            return recipe.makerKeys().manufacturingDate(values).or(() -> recipe.product()
                    .manufacturingDate()
                    .map(source -> ((ManufacturingDateSource.Fixed) source).date()));
        }

        private Optional<Bytes> rotatingId(ModuleValues values) {
            return switch (recipe.product().rotatingId()) {
                case NONE -> Optional.empty();
                case DERIVED ->
                    Optional.of(recipe.secrets().rotatingId(issued.module().seq()));
                case PER_MODULE -> recipe.makerKeys().rotatingId(values);
            };
        }

        /** Made once, for the picture and the sheet, if either is wanted. */
        private QrSymbol symbol() {
            if (symbol == null) {
                symbol = QrSymbol.of(qrCode);
            }
            return symbol;
        }

        Label label() {
            AcceptedModule module = issued.module();
            Product product = recipe.product();
            return new Label(
                    module.mac(),
                    module.moduleId(),
                    module.serialNumber(),
                    product.vendorName(),
                    product.productName(),
                    product.vendorId(),
                    product.productId(),
                    qrCode,
                    printedManualCode);
        }
    }
}
