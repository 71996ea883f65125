package dev.mintmark.format.attestation;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256;
import dev.mintmark.format.SignatureClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.math.ec.ECPoint;

/** The white-list for requests: each check lets pass what Matter needs and nothing else, in the order a reader would look. */
final class CsrReader {
    private static final int LONGEST_FILE = 16 * 1024;
    private static final int LONGEST_DER = 4 * 1024;
    private static final int LONGEST_NAME = 80;
    private static final Set<String> LABELS = Set.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");

    private CsrReader() {}

    /** A refusal on its way out of this class; carries no stack trace, for there may be millions. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final CsrFault fault;

        Refused(CsrFault fault, String detail) {
            super(detail, null, false, false);
            this.fault = fault;
        }
    }

    /** All that a request says is in order but the proof of possession, which is yet to be verified. */
    private record Claimed(CertificateRequest request, SignatureClaim proof) {}

    static List<CsrReading> readAll(List<byte[]> files) {
        List<CsrReading> readings = new ArrayList<>();
        List<SignatureClaim> proofs = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (byte[] file : files) {
            try {
                Claimed claimed = request(der(file));
                places.add(readings.size());
                proofs.add(claimed.proof());
                readings.add(new CsrReading.Good(claimed.request()));
            } catch (Refused refused) {
                readings.add(new CsrReading.Bad(refused.fault, refused.getMessage()));
            }
        }
        boolean[] verified = P256.verifyAll(proofs);
        for (int i = 0; i < verified.length; i++) {
            if (!verified[i]) {
                readings.set(places.get(i), new CsrReading.Bad(CsrFault.BAD_PROOF_OF_POSSESSION, ""));
            }
        }
        return readings;
    }

    private static byte[] der(byte[] file) throws Refused {
        if (file.length > LONGEST_FILE) {
            throw new Refused(CsrFault.TOO_LARGE, "%d bytes".formatted(file.length));
        }
        if (isBlank(file)) {
            throw new Refused(CsrFault.EMPTY, "");
        }
        PemOrDer content = PemOrDer.read(file, LABELS);
        if (content instanceof PemOrDer.OtherLabel other) {
            throw new Refused(CsrFault.NOT_A_REQUEST, "the block is labelled \"%s\"".formatted(other.label()));
        }
        if (content instanceof PemOrDer.SeveralBlocks several) {
            throw new Refused(CsrFault.SEVERAL_REQUESTS, "%d blocks".formatted(several.count()));
        }
        if (!(content instanceof PemOrDer.Der der)) {
            throw new Refused(CsrFault.MALFORMED_PEM, "");
        }
        if (der.bytes().size() == 0) {
            throw new Refused(CsrFault.EMPTY, "");
        }
        if (der.bytes().size() > LONGEST_DER) {
            throw new Refused(
                    CsrFault.TOO_LARGE, "%d bytes of DER".formatted(der.bytes().size()));
        }
        return der.bytes().toByteArray();
    }

    /** RFC 2986 4: CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature }. */
    private static Claimed request(byte[] der) throws Refused {
        ASN1Sequence outer;
        try {
            outer = StrictDer.sequence(der);
        } catch (StrictDer.DerException e) {
            throw new Refused(
                    switch (e.trouble()) {
                        case TRUNCATED -> CsrFault.TRUNCATED;
                        case TRAILING_BYTES -> CsrFault.TRAILING_BYTES;
                        case MALFORMED -> CsrFault.MALFORMED;
                    },
                    e.getMessage());
        }
        if (outer.size() != 3
                || !(outer.getObjectAt(0) instanceof ASN1Sequence info)
                || !(outer.getObjectAt(1) instanceof ASN1Sequence algorithm)
                || !(outer.getObjectAt(2) instanceof ASN1BitString signature)) {
            throw new Refused(CsrFault.MALFORMED, "not a sequence of info, algorithm and signature");
        }
        byte[] spki = spki(info);
        ECPoint key = point(spki);
        if (!EcdsaSha256.isExactlyOrWithNull(StrictDer.slice(algorithm))) {
            throw new Refused(CsrFault.WRONG_SIGNATURE_ALGORITHM, "it is " + name(algorithm));
        }
        if (signature.getPadBits() != 0) {
            throw new Refused(CsrFault.BAD_PROOF_OF_POSSESSION, "");
        }
        return new Claimed(
                new CertificateRequest(new SubjectPublicKey(SubjectPublicKey.pointOf(spki))),
                new SignatureClaim(key, Bytes.of(StrictDer.slice(info)), Bytes.of(signature.getOctets())));
    }

    /** RFC 2986 4.1: CertificationRequestInfo ::= SEQUENCE { version, subject, subjectPKInfo, attributes [0] }. */
    private static byte[] spki(ASN1Sequence info) throws Refused {
        if (info.size() != 4
                || !(info.getObjectAt(0) instanceof ASN1Integer version)
                || !(info.getObjectAt(1) instanceof ASN1Sequence)
                || !(info.getObjectAt(2) instanceof ASN1Sequence spki)
                || !(info.getObjectAt(3) instanceof ASN1TaggedObject attributes)
                || !attributes.hasContextTag(0)) {
            throw new Refused(CsrFault.MALFORMED, "not a sequence of version, subject, key and attributes");
        }
        if (!version.hasValue(0)) {
            throw new Refused(CsrFault.WRONG_VERSION, "");
        }
        return StrictDer.slice(spki);
    }

    /** Decodes the key, once. */
    private static ECPoint point(byte[] spki) throws Refused {
        if (!SubjectPublicKey.isP256(spki)) {
            if (SubjectPublicKey.isOnP256(spki)) {
                throw new Refused(CsrFault.POINT_NOT_UNCOMPRESSED, "");
            }
            ASN1Sequence info = ASN1Sequence.getInstance(spki);
            String what = info.size() > 0 && info.getObjectAt(0) instanceof ASN1Sequence algorithm
                    ? name(algorithm)
                    : "nothing";
            throw new Refused(CsrFault.NOT_P256, "it is " + what);
        }
        try {
            return P256.point(SubjectPublicKey.pointOf(spki));
        } catch (IllegalArgumentException e) {
            throw new Refused(CsrFault.POINT_NOT_ON_CURVE, "");
        }
    }

    /** An AlgorithmIdentifier by its object identifiers: known names, or digits and dots whatever the sender wrote. */
    private static String name(ASN1Sequence algorithm) {
        StringBuilder name = new StringBuilder();
        for (ASN1Encodable part : algorithm) {
            if (part instanceof ASN1ObjectIdentifier oid) {
                name.append(name.isEmpty() ? "" : " ").append(AlgorithmNames.of(oid.getId()));
            }
        }
        return name.isEmpty()
                ? "without an object identifier"
                : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static boolean isBlank(byte[] file) {
        for (byte b : file) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
