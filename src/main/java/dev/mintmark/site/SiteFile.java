package dev.mintmark.site;

import dev.mintmark.disposition.ReportForm;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Faults;
import dev.mintmark.input.Fields;
import dev.mintmark.input.Forms;
import dev.mintmark.input.Key;
import dev.mintmark.input.Value.Mapping;
import dev.mintmark.input.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the site file, YAML (docs/formats/site.md, schemas/site.schema.json). */
public final class SiteFile {
    private static final String FILE_HINT = "paths are relative to the folder of the site file";
    private static final String IN_FILE =
            "no password stands in the site file: name a file (password-file) or a variable (password-env)";
    private static final Map<String, String> ADVICE = Map.of("password", IN_FILE, "passphrase", IN_FILE);

    private static final Map<String, Boolean> TRUE_OR_FALSE = Map.of("true", true, "false", false);

    private final Faults faults = new Faults();

    private SiteFile() {}

    /**
     * @throws FaultException with every fault of the file, also if it is not there
     */
    public static Site read(Path file) {
        SiteFile reader = new SiteFile();
        Optional<Site> site = YamlFile.read(file, reader.faults).map(reader::site);
        reader.faults.throwIfAny();
        return site.orElseThrow();
    }

    /** As {@link #read}, for the default site file: absent, it is an empty site. */
    public static Site readIfPresent(Path file) {
        return Files.notExists(file) ? Site.empty(file) : read(file);
    }

    private Site site(Mapping mapping) {
        Fields fields = new Fields(mapping, SiteKeys.TOP, faults);
        return new Site(
                mapping.file(),
                named(fields, SiteKeys.ISSUERS, this::issuer),
                named(fields, SiteKeys.FACTORIES, this::factory),
                signer(fields, SiteKeys.BUNDLE_SIGNER),
                signer(fields, SiteKeys.LOG_SIGNER),
                fields.one(
                        SiteKeys.LOG_ORIGIN,
                        SiteFile::origin,
                        "a name nobody else has, such as example.com/factory-log"),
                file(fields, SiteKeys.SITE_KEY),
                files(fields, SiteKeys.CD_TRUST_ANCHORS));
    }

    private static String origin(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}")) {
            throw new IllegalArgumentException(
                    "a log's name is 1 to 200 of A-Z a-z 0-9 . _ / -, as an address without https://");
        }
        return text;
    }

    private <T> Map<String, T> named(Fields fields, Key key, BiFunction<String, Mapping, Optional<T>> entry) {
        Map<String, T> all = new LinkedHashMap<>();
        fields.nested(key).ifPresent(names -> names.entries().forEach((name, written) -> {
            try {
                Site.requireName(name);
            } catch (IllegalArgumentException e) {
                String hint = name.equals(Site.TEST) ? "choose another" : "orders name it by this";
                faults.add(written.where(), key.text() + ": " + e.getMessage(), hint);
                return;
            }
            if (written.value() instanceof Mapping mapping) {
                entry.apply(name, mapping).ifPresent(made -> all.put(name, made));
            } else {
                faults.add(
                        written.where(),
                        "%s: \"%s\" has nothing below it".formatted(key.text(), name),
                        "below it stand indented lines \"key: value\"");
            }
        }));
        return all;
    }

    private Optional<Issuer> issuer(String name, Mapping mapping) {
        Fields fields = new Fields(mapping, SiteKeys.OF_ISSUER, ADVICE, faults);
        Optional<Path> paa = file(fields, SiteKeys.PAA);
        Optional<Path> pai = file(fields, SiteKeys.PAI);
        Optional<Path> key = file(fields, SiteKeys.PAI_KEY);
        List<VendorId> vendors =
                fields.many(SiteKeys.VENDOR_IDS, VendorId::parse, "four hex digits, as the CSA gave them");
        Optional<PasswordSource> password = password(fields);
        if (key.isEmpty() && fields.find(SiteKeys.PAI_KEY).isEmpty() && password.isPresent()) {
            fields.fault(SiteKeys.PAI_KEY, "a password and no key", "name the key's file, or leave the password out");
        }
        return fields.faulty()
                ? Optional.empty()
                : Optional.of(
                        new Issuer(name, paa.orElseThrow(), pai.orElseThrow(), key, password, Set.copyOf(vendors)));
    }

    private Optional<PasswordSource> password(Fields fields) {
        Optional<PasswordSource> inFile = file(fields, SiteKeys.PASSWORD_FILE).map(PasswordSource.InFile::new);
        Optional<PasswordSource> inEnvironment = fields.one(
                SiteKeys.PASSWORD_ENV,
                PasswordSource.InEnvironment::new,
                "letters, digits and _, such as PAI_PASSWORD");
        if (fields.find(SiteKeys.PASSWORD_FILE).isPresent()
                && fields.find(SiteKeys.PASSWORD_ENV).isPresent()) {
            fields.fault(SiteKeys.PASSWORD_ENV, "the password has two sources", "keep password-file or password-env");
        }
        return inFile.or(() -> inEnvironment);
    }

    private Optional<Factory> factory(String name, Mapping mapping) {
        Fields fields = new Fields(mapping, SiteKeys.OF_FACTORY, faults);
        List<Path> recipients = files(fields, SiteKeys.RECIPIENTS);
        List<Path> reportSigners = files(fields, SiteKeys.REPORT_SIGNERS);
        List<Path> submissionSigners = files(fields, SiteKeys.SUBMISSION_SIGNERS);
        boolean signed = fields.one(
                        SiteKeys.SIGNED_REPORTS, Forms.word(SiteKeys.SIGNED_REPORTS, TRUE_OR_FALSE), "true or false")
                .orElse(false);
        ReportForm form = new ReportForms(fields, faults).read();
        return fields.faulty()
                ? Optional.empty()
                : Optional.of(new Factory(name, recipients, reportSigners, submissionSigners, signed, form));
    }

    private Optional<SigningFiles> signer(Fields outer, Key key) {
        return outer.nested(key).flatMap(mapping -> {
            Fields fields = new Fields(mapping, SiteKeys.OF_SIGNER, faults);
            Optional<Path> certificate = file(fields, SiteKeys.CERTIFICATE);
            Optional<Path> signingKey = file(fields, SiteKeys.SIGNER_KEY);
            return certificate.flatMap(path -> signingKey.map(k -> new SigningFiles(path, k)));
        });
    }

    private static Optional<Path> file(Fields fields, Key key) {
        return fields.one(key, Forms.file(key, fields.file()), FILE_HINT);
    }

    private static List<Path> files(Fields fields, Key key) {
        return fields.many(key, Forms.file(key, fields.file()), FILE_HINT);
    }
}
