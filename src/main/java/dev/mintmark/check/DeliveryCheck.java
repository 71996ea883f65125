package dev.mintmark.check;

import dev.mintmark.delivery.Bundle;
import dev.mintmark.delivery.DecryptedLot;
import dev.mintmark.delivery.DeliveryException;
import dev.mintmark.delivery.LotFiles;
import dev.mintmark.delivery.LotFolder;
import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.delivery.SignedDelivery;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.FaultException;
import dev.mintmark.manifest.ListedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks a delivery as a factory has it: laid out, or still sealed. Both ways feed the same checks. */
public final class DeliveryCheck {
    private static final String BUNDLE = "bundle.json";
    private static final Pattern LOT = Pattern.compile("lot-(?!0000)[0-9]{4}");

    private final CheckWatch watch;
    private final Findings findings = new Findings();
    private final WholeCheck whole = new WholeCheck();
    private int lots;
    private long modules;
    private boolean begun;

    /** For one delivery. */
    public DeliveryCheck(CheckWatch watch) {
        this.watch = watch;
    }

    /** What a folder is to {@link DeliveryCheck}. */
    public enum Form {
        SEALED,
        OPENED,
        LOT,
        NEITHER;

        /** By what lies in it: a damaged one is still one. */
        public static Form of(Path folder) throws IOException {
            if (Files.exists(folder.resolve("SHA256SUMS"))) {
                return SEALED;
            }
            if (LotFolder.isOne(folder)) {
                return LOT;
            }
            if (!Files.isDirectory(folder)) {
                return NEITHER;
            }
            try (Stream<Path> in = Files.list(folder)) {
                if (in.anyMatch(DeliveryCheck::isLot)) {
                    return OPENED;
                }
            }
            return Files.exists(folder.resolve(BUNDLE)) ? SEALED : NEITHER;
        }
    }

    private static boolean isLot(Path path) {
        return LOT.matcher(path.getFileName().toString()).matches()
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What {@code mintmark open} laid out: as many lots as its {@code bundle.json} says; without one, as many as are there. */
    public CheckReport opened(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> in = Files.list(folder)) {
            all = in.sorted().toList();
        }
        Optional<Bundle> bundle = bundle(folder);
        Set<String> missing = new TreeSet<>();
        bundle.ifPresent(
                said -> said.lots().forEach(lot -> missing.add(lot.number().folder())));
        try (Crew crew = new Crew()) {
            for (Path path : all) {
                String name = path.getFileName().toString();
                if (isLot(path)) {
                    if (!missing.remove(name) && bundle.isPresent()) {
                        findings.add(CheckCode.FILE_UNLISTED, name, "%s names no such lot", BUNDLE);
                    }
                    lot(name, new LotFolder(path), Optional.of(numberOf(name)), Optional.empty(), crew);
                } else if (!name.equals(BUNDLE)) {
                    findings.add(CheckCode.FILE_UNLISTED, name, "has no place in a delivery that was laid out");
                }
            }
        }
        missing.forEach(lot -> findings.add(CheckCode.FILE_MISSING, lot, "%s names it", BUNDLE));
        return report(
                Files.exists(folder.resolve(BUNDLE))
                        ? List.of()
                        : List.of("without %s nobody can tell whether a lot is missing".formatted(BUNDLE)));
    }

    private Optional<Bundle> bundle(Path folder) throws IOException {
        try {
            return OpenDelivery.laidOut(folder);
        } catch (IllegalArgumentException e) {
            findings.add(CheckCode.BAG_UNREADABLE, BUNDLE, "%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** One lot that was laid out, whatever its folder's name. */
    public CheckReport lot(Path folder) throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        Optional<Integer> number = LOT.matcher(name).matches() ? Optional.of(numberOf(name)) : Optional.empty();
        try (Crew crew = new Crew()) {
            lot(name, new LotFolder(folder), number, Optional.empty(), crew);
        }
        return report(List.of());
    }

    private static int numberOf(String lotFolder) {
        return Integer.parseInt(lotFolder.substring("lot-".length()));
    }

    /**
     * What was handed over. Decrypts in memory; nothing is laid out.
     *
     * @param signer the one certificate trusted
     * @param key of a recipient; without it only what is encrypted is checked
     * @throws FaultException if the key is none of a recipient's
     */
    public CheckReport sealed(Path folder, X509Certificate signer, Optional<PrivateKey> key) throws IOException {
        SignedDelivery signed;
        try {
            signed = SignedDelivery.verify(folder, signer);
        } catch (DeliveryException e) {
            refused(CheckCode.DELIVERY_REFUSED, folder, e);
            return report(List.of("nothing was decrypted"));
        }
        Bundle bundle = signed.bundle();
        if (key.isEmpty()) {
            lots = bundle.lots().size();
            return report(List.of("the lots stay sealed: with --key what is in them is checked too"));
        }
        watch.begin(bundle.order(), bundle.modules());
        begun = true;
        try (Crew crew = new Crew()) {
            for (Bundle.Lot lot : bundle.lots()) {
                lot(signed, lot, key.get(), folder, crew);
            }
        }
        return report(List.of());
    }

    /**
     * A lot that its maker made again, the same that was sealed: as a factory would find it.
     *
     * @param place of the lot, as it is to be told
     * @param bundle of its delivery, if that is at hand
     */
    public void madeAgain(String place, LotFiles files, Bundle.Lot lot, Optional<Bundle> bundle, Crew crew)
            throws IOException {
        begun = true;
        Optional<Promise> promise = bundle.map(signed -> new Promise(signed, lot));
        lot(place, files, Optional.of(lot.number().value()), promise, crew);
    }

    /** What was found so far. */
    public List<Finding> findings() {
        return findings.list();
    }

    private void lot(SignedDelivery signed, Bundle.Lot lot, PrivateKey key, Path folder, Crew crew) throws IOException {
        LotNumber number = lot.number();
        try (DecryptedLot decrypted = DecryptedLot.open(signed, lot, key)) {
            logged(signed, number, decrypted, folder);
            lot(
                    number.folder(),
                    decrypted,
                    Optional.of(number.value()),
                    Optional.of(new Promise(signed.bundle(), lot)),
                    crew);
        } catch (DeliveryException e) {
            if (e.getCause() instanceof SealException cause && cause.reason() == SealException.Reason.NO_RECIPIENT) {
                throw new FaultException(e.faults());
            }
            refused(CheckCode.LOT_REFUSED, folder, e);
        }
    }

    private void logged(SignedDelivery signed, LotNumber lot, LotFiles files, Path folder) throws IOException {
        try {
            signed.requireLogged(lot, files);
        } catch (DeliveryException e) {
            refused(CheckCode.LOT_NOT_LOGGED, folder, e);
        }
    }

    private void refused(CheckCode code, Path folder, DeliveryException e) {
        e.faults().forEach(fault -> {
            Path where = Path.of(fault.where());
            Path shown = where.startsWith(folder) ? folder.relativize(where) : where;
            findings.add(code, shown.toString(), "%s", fault.what());
        });
    }

    /** What the signed bundle says of a lot. */
    private record Promise(Bundle bundle, Bundle.Lot lot) {}

    private void lot(String name, LotFiles files, Optional<Integer> number, Optional<Promise> promise, Crew crew)
            throws IOException {
        LotCheck check = new LotCheck(name, files, findings);
        check.survey();
        lots++;
        List<ListedModule> rows = check.rows();
        String manifest = LotContext.place(name, LotContext.MANIFEST);
        if (!rows.isEmpty()) {
            ListedModule first = rows.get(0);
            if (!begun) {
                watch.begin(first.order(), 0);
                begun = true;
            }
            same(rows, manifest);
            whole.lot(first, manifest, findings);
            number.filter(value -> value != first.lot())
                    .ifPresent(value -> findings.add(
                            CheckCode.LOT_MISLABELLED,
                            manifest,
                            "is of lot %d, its folder of lot %d",
                            first.lot(),
                            value));
            promise.ifPresent(said -> promised(said, rows, manifest));
            Map<String, String> info = new LinkedHashMap<>();
            info.put("Order-Id", first.order().value());
            info.put("Delivery", String.valueOf(first.delivery()));
            info.put("Lot", String.valueOf(first.lot()));
            check.bagInfo(info);
            rows.forEach(row -> whole.row(row, manifest + ":module " + row.moduleId(), findings));
            check.modules(rows, crew, watch);
            modules += rows.size();
        }
    }

    /** All rows of a lot are of one order, delivery, lot, product and kind of key. */
    private void same(List<ListedModule> rows, String manifest) {
        ListedModule first = rows.get(0);
        for (ListedModule row : rows) {
            new Agreement()
                    .same("order", row.order(), first.order())
                    .same("reference", row.reference(), first.reference())
                    .same("delivery", row.delivery(), first.delivery())
                    .same("lot", row.lot(), first.lot())
                    .same("vendor_id", row.vendorId(), first.vendorId())
                    .same("product_id", row.productId(), first.productId())
                    .same("issuer_key", row.issuerKey(), first.issuerKey())
                    .report(
                            findings,
                            CheckCode.LOT_MISLABELLED,
                            manifest + ":module " + row.moduleId(),
                            "the first row has another %s");
        }
    }

    private void promised(Promise said, List<ListedModule> rows, String manifest) {
        ListedModule first = rows.get(0);
        new Agreement()
                .same("order", first.order(), said.bundle().order())
                .same("reference", first.reference(), said.bundle().reference())
                .same("delivery", first.delivery(), said.bundle().delivery())
                .same("issuer_key", first.issuerKey(), said.bundle().issuerKey())
                .same("count of modules", rows.size(), said.lot().modules())
                .report(findings, CheckCode.LOT_MISLABELLED, manifest, "bundle.json has another %s");
    }

    private CheckReport report(List<String> notes) {
        return new CheckReport(lots, modules, findings.list(), notes);
    }
}
