package dev.mintmark.keys;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.AuthorityRequest;
import dev.mintmark.format.attestation.CaCertificates;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.CertificationDeclaration;
import dev.mintmark.format.matter.CertificationElements;
import dev.mintmark.format.matter.CertificationType;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.site.SigningFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The keys behind {@code issuer: test} and {@code factory: test}: a folder of {@code <who>.crt.pem} and {@code <who>.key.pem},
 * and {@code site.key}. Made on first use; no commissioner outside a laboratory trusts them.
 */
public final class TestKeys {
    /** The vendor that the test PAI may issue for, set aside for tests by the CSA. */
    public static final VendorId VENDOR = new VendorId(0xFFF1);

    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final int YEARS = 30;

    /** On/Off Light (Matter Device Library 4.1). */
    private static final long TEST_DEVICE_TYPE = 0x0100;

    /** In the form of a CSA certificate's number, and none of theirs. */
    private static final String TEST_CERTIFICATE_ID = "CSA00000SWC00000-00";

    private static final String SUBMISSION_SIGNER = "submission-signer";

    private final Path folder;

    private TestKeys(Path folder) {
        this.folder = folder;
    }

    /** Reads the test keys, and makes them first where there are none. */
    public static TestKeys createOrRead(Path folder, Instant now, SecureRandom random) throws IOException {
        if (!Files.isDirectory(folder)) {
            create(folder, now, random);
        }
        TestKeys keys = new TestKeys(folder);
        if (!Files.exists(keys.certificate(SUBMISSION_SIGNER))) {
            new Making(folder, now, random).submissionSigner(); // a home from before there was one
        }
        return keys;
    }

    /**
     * Reads the test keys, and makes none.
     *
     * @throws FaultException if they were never made
     */
    public static TestKeys read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FaultException(folder.toString(), "the test keys are not there", "restore them with the ledger");
        }
        return new TestKeys(folder);
    }

    /** The folder appears whole or not at all; what a killed process left beside it is removed. */
    private static void create(Path folder, Instant now, SecureRandom random) throws IOException {
        Path part = DurableFiles.unfinished(folder);
        DurableFiles.deleteTree(part);
        DurableFiles.createFolders(part, Access.OWNER);
        new Making(part, now, random).all();
        DurableFiles.syncFolder(part);
        DurableFiles.publish(part, folder);
    }

    public IssuerKeys issuer() {
        AttestationCertificate pai = pai();
        Path key = key("pai");
        return new IssuerKeys(
                paa(), pai, Optional.of(IssuerKeys.signer(key, KeyFile.read(key), pai, KeyKind.TEST)), Set.of(VENDOR));
    }

    public AttestationCertificate paa() {
        return CertificateFile.attestation(certificate("paa"));
    }

    public AttestationCertificate pai() {
        return CertificateFile.attestation(certificate("pai"));
    }

    public SigningFiles bundleSigner() {
        return new SigningFiles(certificate("bundle-signer"), key("bundle-signer"));
    }

    /** Ed25519; the others are P-256. */
    public SigningFiles logSigner() {
        return new SigningFiles(certificate("log-signer"), key("log-signer"));
    }

    /** Plays the cloud of devices in the field. */
    public SigningFiles submissionSigner() {
        return new SigningFiles(certificate(SUBMISSION_SIGNER), key(SUBMISSION_SIGNER));
    }

    public SigningFiles cdSigner() {
        return new SigningFiles(certificate("cd-signer"), key("cd-signer"));
    }

    /** A declaration for a product of the test vendor: the same bytes each time. */
    public CertificationDeclaration certificationDeclaration(VendorId vendor, ProductId product) {
        Path file = key("cd-signer");
        Bytes signer = CertificateFile.attestation(certificate("cd-signer"))
                .subjectKeyIdentifier()
                .orElseThrow();
        CertificationElements elements = new CertificationElements(
                vendor,
                List.of(product),
                TEST_DEVICE_TYPE,
                TEST_CERTIFICATE_ID,
                0,
                0,
                1,
                CertificationType.DEVELOPMENT_AND_TEST,
                Optional.empty(),
                List.of());
        return CertificationDeclaration.sign(elements, ((ECPrivateKey) KeyFile.read(file)).getS(), signer);
    }

    /** The certificate that deliveries for {@code factory: test} are sealed for. */
    public Path factoryCertificate() {
        return certificate("factory");
    }

    public Path factoryKey() {
        return key("factory");
    }

    public Path siteKey() {
        return folder.resolve("site.key");
    }

    private Path certificate(String who) {
        return folder.resolve(who + ".crt.pem");
    }

    private Path key(String who) {
        return folder.resolve(who + ".key.pem");
    }

    /** One folder of test keys in the making. */
    private record Making(Path folder, Instant from, Instant to, SecureRandom random) {
        Making(Path folder, Instant now, SecureRandom random) {
            this(
                    folder,
                    now.truncatedTo(ChronoUnit.DAYS),
                    now.truncatedTo(ChronoUnit.DAYS)
                            .atOffset(ZoneOffset.UTC)
                            .plusYears(YEARS)
                            .toInstant(),
                    random);
        }

        void all() throws IOException {
            KeyPair paa = keyPair();
            KeyPair pai = keyPair();
            KeyPair cd = keyPair();
            AttestationCertificate root =
                    CaCertificates.paa(request("mintmark Test PAA", Optional.empty()), scalar(paa));
            write("paa", root.der(), paa);
            AuthorityRequest intermediate = request("mintmark Test PAI", Optional.of(VENDOR));
            write(
                    "pai",
                    CaCertificates.pai(intermediate, SubjectPublicKey.of(scalar(pai)), root, scalar(paa))
                            .der(),
                    pai);
            write(
                    "cd-signer",
                    CaCertificates.cdSigner(request("mintmark Test CD Signer", Optional.empty()), scalar(cd))
                            .der(),
                    cd);
            KeyPair bundle = keyPair();
            write(
                    "bundle-signer",
                    Bytes.of(EndEntity.signer("mintmark test bundle signer", bundle, serial(), from, to, random)
                            .getEncoded()),
                    bundle);
            KeyPair log = Ed25519Keys.generate(random);
            write(
                    "log-signer",
                    Bytes.of(EndEntity.logSigner("mintmark test log signer", log, serial(), from, to, random)
                            .getEncoded()),
                    log);
            KeyPair factory = keyPair();
            write(
                    "factory",
                    Bytes.of(EndEntity.factory("mintmark test factory", factory, serial(), from, to, random)
                            .getEncoded()),
                    factory);
            submissionSigner();
            DurableFiles.write(folder.resolve("site.key"), SiteKey.generate(random), Access.OWNER);
        }

        void submissionSigner() throws IOException {
            KeyPair keys = keyPair();
            write(
                    SUBMISSION_SIGNER,
                    Bytes.of(EndEntity.signer("mintmark test submission signer", keys, serial(), from, to, random)
                            .getEncoded()),
                    keys);
        }

        private AuthorityRequest request(String name, Optional<VendorId> vendor) {
            return new AuthorityRequest(name, vendor, Optional.empty(), CaCertificates.randomSerial(random), from, to);
        }

        private BigInteger serial() {
            return new BigInteger(CaCertificates.randomSerial(random).toByteArray());
        }

        private void write(String who, Bytes certificate, KeyPair keys) throws IOException {
            DurableFiles.write(
                    folder.resolve(who + ".key.pem"),
                    Pem.privateKey(keys.getPrivate().getEncoded()),
                    Access.OWNER);
            DurableFiles.write(
                    folder.resolve(who + ".crt.pem"), Pem.certificate(certificate.toByteArray()), Access.OWNER);
        }

        private KeyPair keyPair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
                generator.initialize(new ECGenParameterSpec("P-256"), random);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Bouncy Castle makes P-256 keys", e);
            }
        }

        private static BigInteger scalar(KeyPair keys) {
            return ((ECPrivateKey) keys.getPrivate()).getS();
        }
    }
}
