package dev.mintmark.csr;

import dev.mintmark.format.attestation.CertificateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests whose keys are small numbers, and what reading a submission gives. */
final class Requests {
    private Requests() {}

    /** Signed once: tests of containers care for the bytes only. */
    static final byte[] DER = der(1);

    static byte[] der(int key) {
        return CertificateRequest.create(BigInteger.valueOf(1000 + key));
    }

    static byte[] pem(int key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(key));
        return ("-----BEGIN CERTIFICATE REQUEST-----\n" + base64 + "\n-----END CERTIFICATE REQUEST-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static String id(int module) {
        return "0200000%05x".formatted(module);
    }

    /** {@code count} files named by modules, in the order of their names. */
    static Map<String, byte[]> files(int count) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put(id(i) + ".pem", pem(i));
        }
        return files;
    }

    static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Read(List<SubmissionEntry> entries, SubmissionOutcome outcome) {
        List<SubmittedRequest> requests() {
            return entries.stream()
                    .filter(SubmittedRequest.class::isInstance)
                    .map(SubmittedRequest.class::cast)
                    .toList();
        }

        List<RejectCode> codes() {
            return entries.stream()
                    .filter(Refused.class::isInstance)
                    .map(entry -> ((Refused) entry).code())
                    .toList();
        }
    }

    static Read read(Path submission) {
        return read(submission, ReadLimits.STANDARD);
    }

    static Read read(Path submission, ReadLimits limits) {
        List<SubmissionEntry> entries = new ArrayList<>();
        SubmissionOutcome outcome = new Submission(submission, limits, List.of()).read(entries::add);
        return new Read(entries, outcome);
    }
}
