package dev.mintmark.csr;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.format.seal.SignedContent;
import dev.mintmark.input.FileSafe;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A submission within a signature: CMS SignedData around a header line and, behind it, a file of another form. Whether somebody
 * trusted signed it is known at its end; until then its entries are worth nothing, as with every submission.
 */
final class SignedEntries implements EntryReader {
    private final RawStream raw;
    private final List<X509Certificate> trusted;
    private final SignedContent signed;
    private final Opening opening;
    private byte[] headerLine = new byte[0];
    private EntryReader inner;
    private SubmissionOutcome.Signed signature;

    /** Opens what stands behind the header. */
    interface Opening {
        EntryReader open(RawStream content) throws IOException;
    }

    SignedEntries(RawStream raw, List<X509Certificate> trusted, Opening opening) throws IOException {
        this.raw = raw;
        this.trusted = List.copyOf(trusted);
        this.opening = opening;
        try {
            this.signed = SignedContent.open(raw);
        } catch (SealException e) {
            throw refused(e);
        }
    }

    @Override
    public Optional<SubmissionEntry> next() throws IOException {
        Optional<SubmissionEntry> next;
        try {
            next = inner().next();
        } catch (IOException | RuntimeException e) {
            signer(); // what somebody else wrote may be broken in any way: that is told first
            header();
            throw e;
        }
        if (next.isEmpty()) {
            Bytes signer = signer();
            signature = new SubmissionOutcome.Signed(header(), signer);
        }
        return next;
    }

    private EntryReader inner() throws IOException {
        if (inner == null) {
            headerLine = SubmissionHeader.firstLine(signed.content()); // judged behind the rest
            inner = opening.open(new RawStream(signed.content()));
        }
        return inner;
    }

    private SubmissionHeader header() throws UnreadableException {
        try {
            return SubmissionHeader.parse(headerLine);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(
                    RejectCode.BAD_SUBMISSION_HEADER,
                    "the first line of what is signed is no header: " + FileSafe.printable(e.getMessage()));
        }
    }

    private Bytes signer() throws IOException {
        signed.content().transferTo(OutputStream.nullOutputStream());
        try {
            Bytes signer = signed.verify(trusted).signer();
            raw.drain();
            return signer;
        } catch (SealException e) {
            throw refused(e);
        }
    }

    private static UnreadableException refused(SealException e) {
        RejectCode code =
                switch (e.reason()) {
                    case OTHER_SIGNER -> RejectCode.SUBMISSION_SIGNER_UNKNOWN;
                    case MALFORMED -> RejectCode.SUBMISSION_BROKEN;
                    default -> RejectCode.SUBMISSION_SIGNATURE_WRONG;
                };
        return new UnreadableException(code, e.getMessage());
    }

    @Override
    public Bytes sha256() {
        return raw.sha256();
    }

    @Override
    public Optional<SubmissionOutcome.Signed> signed() {
        return Optional.ofNullable(signature);
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
