package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.nvs.NvsContents;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsFormatException;
import dev.mintmark.format.nvs.NvsKeys;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsReader;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows an NVS image, plain or with its keys, and reads certificates and declaration in it. */
final class NvsView {
    private static final String DAC = "dac-cert";
    private static final String DAC_KEY = "dac-key";
    private static final String DECLARATION = "cert-dclrn";

    private final boolean secrets;
    private final List<String> problems = new ArrayList<>();

    private NvsView(boolean secrets) {
        this.secrets = secrets;
    }

    /**
     * @param image that begins as an NVS image does
     * @param secrets whether private keys are shown
     */
    static Inspection inspect(byte[] image, Optional<NvsKeys> keys, boolean secrets) {
        NvsContents contents;
        boolean encrypted = false;
        try {
            try {
                contents = NvsReader.read(image);
            } catch (NvsFormatException e) {
                if (keys.isEmpty()) {
                    return Inspection.damaged(
                            FileKind.NVS_IMAGE, e.getMessage() + "; if it is encrypted, name its keys: --keys FILE");
                }
                contents = NvsReader.read(image, keys.get());
                encrypted = true;
            }
        } catch (NvsFormatException e) {
            return Inspection.damaged(FileKind.NVS_IMAGE, "with these keys: " + e.getMessage());
        }
        return new NvsView(secrets).inspection(contents, image.length, encrypted);
    }

    private Inspection inspection(NvsContents contents, int size, boolean encrypted) {
        Listing listing = new Listing()
                .number("bytes", size)
                .number("version", contents.version())
                .flag("encrypted", encrypted);
        Listing namespaces = new Listing();
        contents.namespaces().forEach(namespace -> namespaces.put(namespace.name(), namespace(namespace)));
        listing.put("namespaces", namespaces.shown());
        String about = "version %d, %d bytes%s".formatted(contents.version(), size, encrypted ? ", encrypted" : "");
        return new Inspection(FileKind.NVS_IMAGE, about, listing.shown(), problems);
    }

    private Shown.Group namespace(NvsNamespace namespace) {
        Optional<AttestationCertificate> dac = namespace.entries().stream()
                .filter(entry -> entry.key().equals(DAC) && entry.value() instanceof NvsValue.Blob)
                .findFirst()
                .flatMap(entry -> DerView.certificate(((NvsValue.Blob) entry.value()).value()));
        Listing entries = new Listing();
        for (NvsEntry entry : namespace.entries()) {
            entries.put(entry.key(), value(entry, dac));
        }
        return entries.shown();
    }

    private Shown value(NvsEntry entry, Optional<AttestationCertificate> dac) {
        if (entry.value() instanceof NvsValue.Int number) {
            BigInteger value = number.type() == NvsType.U64
                    ? new BigInteger(Long.toUnsignedString(number.value()))
                    : BigInteger.valueOf(number.value());
            return new Listing()
                    .text("type", number.type().name().toLowerCase(Locale.ROOT))
                    .put("value", new Shown.Number(value))
                    .shown();
        }
        if (entry.value() instanceof NvsValue.Text text) {
            return new Listing()
                    .text("type", "string")
                    .text("value", text.value())
                    .shown();
        }
        Bytes value = ((NvsValue.Blob) entry.value()).value();
        Listing listing = new Listing().text("type", "blob").number("bytes", value.size());
        if (entry.key().equals(DAC_KEY)) {
            listing.put("private_key", PrivateKeys.show(value, dac));
            return secrets ? listing.blob("value", value).shown() : listing.shown();
        }
        listing.blob("value", value);
        DerView.certificate(value).ifPresent(certificate -> {
            List<String> found = CertificateView.problems(certificate, Optional.empty());
            found.forEach(problem -> problems.add(entry.key() + ": " + problem));
            listing.put("certificate", CertificateView.show(certificate, found));
        });
        if (entry.key().equals(DECLARATION)) {
            if (value.size() <= CertificationDeclaration.MAX_LENGTH
                    && CertificationDeclaration.read(value.toByteArray())
                            instanceof CertificationDeclaration.Read read) {
                listing.put("certification_declaration", DerView.show(read.declaration()));
            } else {
                problems.add(entry.key() + ": is no certification declaration");
            }
        }
        return listing.shown();
    }
}
