package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.TlogException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Shows what is text: PEM, codes, labels, tables, signed notes. */
final class TextView {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----[ \\t]*\\r?\\n([^-]*)-----END \\1-----");
    private static final Pattern MANUAL_CODE = Pattern.compile("[0-9]{4}[0-9\\s-]{7,30}");
    private static final String ORDER_KEY = "mintmark-order-key-v1 ";
    private static final String MANIFEST = "order,reference,delivery,lot,seq,module_id,";
    private static final String LABELS = "mac,module_id,serial_number,";
    private static final String ONBOARDING_CODES = "qrcode,manualcode,discriminator,passcode";

    private TextView() {}

    /** Empty if the text says nothing here. */
    static Optional<Inspection> inspect(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.startsWith("-----BEGIN ")) {
            return Optional.of(pem(text));
        }
        if (text.startsWith("MT:")) {
            return Optional.of(payload(text));
        }
        if (MANUAL_CODE.matcher(text).matches()) {
            return Optional.of(manual(text));
        }
        if (text.startsWith("^XA") || text.startsWith("~DG")) {
            return Optional.of(PrintView.zpl(content));
        }
        if (text.startsWith(ORDER_KEY)) {
            Listing listing = new Listing().text("wrapped", "by the site key, AES-256-GCM");
            return Optional.of(Inspection.of(FileKind.ORDER_KEY, "nothing of it can be shown", listing));
        }
        if (text.startsWith(ONBOARDING_CODES)) {
            return Optional.of(onboardingCodes(text));
        }
        if (text.startsWith(MANIFEST)) {
            return Optional.of(table(FileKind.MANIFEST, text));
        }
        if (text.startsWith(LABELS)) {
            return Optional.of(table(FileKind.LABELS, text));
        }
        if (text.startsWith("{")) {
            return DeliveryView.bundle(content);
        }
        return checkpoint(content);
    }

    private static Inspection pem(String text) {
        List<MatchResult> blocks = PEM.matcher(text).results().toList();
        if (blocks.isEmpty()) {
            return Inspection.damaged(FileKind.CERTIFICATE, "begins as PEM and does not end as PEM");
        }
        Optional<String> key = blocks.stream()
                .map(block -> block.group(1))
                .filter(label -> label.endsWith("PRIVATE KEY"))
                .findFirst();
        if (key.isPresent()) {
            Listing listing = new Listing().text("form", key.get());
            return Inspection.of(FileKind.PRIVATE_KEY, key.get() + "; nothing of it is shown", listing);
        }
        List<AttestationCertificate> certificates = new ArrayList<>();
        for (MatchResult block : blocks) {
            String label = block.group(1);
            Optional<Bytes> der = decoded(block.group(2));
            if (der.isEmpty()) {
                return Inspection.damaged(FileKind.CERTIFICATE, "is not base64 in its PEM");
            }
            if (label.endsWith("CERTIFICATE REQUEST")) {
                return DerView.request(der.get());
            }
            Optional<AttestationCertificate> certificate = DerView.certificate(der.get());
            if (certificate.isEmpty()) {
                return Inspection.damaged(FileKind.CERTIFICATE, "holds a PEM block that is no certificate in DER");
            }
            certificates.add(certificate.get());
        }
        return CertificateView.inspect(certificates);
    }

    private static Optional<Bytes> decoded(String base64) {
        try {
            return Optional.of(Bytes.of(Base64.getDecoder().decode(base64.replaceAll("\\s", ""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Inspection payload(String text) {
        try {
            return new Inspection(FileKind.ONBOARDING_PAYLOAD, "", CodeView.payload(text), List.of());
        } catch (IllegalArgumentException e) {
            return Inspection.damaged(FileKind.ONBOARDING_PAYLOAD, e.getMessage());
        }
    }

    private static Inspection manual(String text) {
        try {
            return new Inspection(
                    FileKind.MANUAL_PAIRING_CODE, "", CodeView.manual(text.replaceAll("[\\s-]", "")), List.of());
        } catch (IllegalArgumentException e) {
            return Inspection.damaged(FileKind.MANUAL_PAIRING_CODE, e.getMessage());
        }
    }

    /** The payload of the one row tells all the others. */
    private static Inspection onboardingCodes(String text) {
        int at = text.indexOf("MT:");
        int end = at < 0 ? -1 : text.indexOf(',', at);
        if (end < 0) {
            return Inspection.damaged(FileKind.ONBOARDING_CODES, "has no onboarding payload in its row");
        }
        Inspection payload = payload(text.substring(at, end).replace("\"", ""));
        return new Inspection(FileKind.ONBOARDING_CODES, "", payload.content(), payload.problems());
    }

    private static Inspection table(FileKind kind, String text) {
        List<String> lines = text.lines().toList();
        Listing listing = new Listing()
                .number("rows", lines.size() - 1L)
                .texts("columns", List.of(lines.get(0).split(",")));
        return Inspection.of(kind, "%d rows".formatted(lines.size() - 1), listing);
    }

    private static Optional<Inspection> checkpoint(byte[] content) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(content);
            Listing listing = new Listing()
                    .text("origin", checkpoint.origin())
                    .number("entries", checkpoint.size())
                    .blob("root", checkpoint.root())
                    .texts("extensions", checkpoint.extensions())
                    .number("signatures", checkpoint.signatures().size());
            String about =
                    "%d entries of %s, its signature not checked".formatted(checkpoint.size(), checkpoint.origin());
            return Optional.of(Inspection.of(FileKind.CHECKPOINT, about, listing));
        } catch (TlogException e) {
            return Optional.empty();
        }
    }
}
