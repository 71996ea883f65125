package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mintmark.Identity;
import dev.mintmark.Vectors;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.P256;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.format.attestation.AuthorityRequest;
import dev.mintmark.format.attestation.CaCertificates;
import dev.mintmark.format.attestation.DacRequest;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.Fault;
import dev.mintmark.input.FaultException;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.site.Issuer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IssuerKeysTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-05-04T10:20:30Z");
    private static final VendorId VENDOR = new VendorId(0x131B);
    private static final BigInteger PAA_KEY = BigInteger.valueOf(101);
    private static final PrivateKey PAI_KEY = Identity.ec("secp256r1").key();

    @TempDir
    private Path folder;

    private static AuthorityRequest request(String name, Optional<VendorId> vendor, Instant end) {
        return new AuthorityRequest(
                name, vendor, Optional.empty(), CaCertificates.randomSerial(new Random(1)), START, end);
    }

    private Issuer issuer(Instant paiEnd, PrivateKey key) throws IOException {
        AttestationCertificate paa =
                CaCertificates.paa(request("PAA", Optional.empty(), DacRequest.NO_EXPIRY), PAA_KEY);
        AttestationCertificate pai = CaCertificates.pai(
                request("PAI", Optional.of(VENDOR), paiEnd),
                SubjectPublicKey.of(((ECPrivateKey) PAI_KEY).getS()),
                paa,
                PAA_KEY);
        return issuer(
                write("paa.pem", Pem.certificate(paa.der().toByteArray())),
                write("pai.pem", Pem.certificate(pai.der().toByteArray())),
                write("pai.key", Pem.privateKey(key.getEncoded())));
    }

    private static Issuer issuer(Path paa, Path pai, Path key) {
        return new Issuer("acme", paa, pai, Optional.of(key), Optional.empty(), Set.of(VENDOR));
    }

    private Path write(String name, byte[] content) throws IOException {
        DurableFiles.write(folder.resolve(name), content, Access.OWNER);
        return folder.resolve(name);
    }

    private static IssuerKeys read(Issuer issuer) {
        return IssuerKeys.read(issuer, new Passwords(Map.of()), NOW);
    }

    private static List<String> refused(Issuer issuer) {
        return catchThrowableOfType(FaultException.class, () -> read(issuer)).faults().stream()
                .map(Fault::what)
                .toList();
    }

    @Test
    void anIssuerThatKeepsToItsProfileSignsWithItsKey() throws IOException {
        IssuerKeys keys = read(issuer(DacRequest.NO_EXPIRY, PAI_KEY));
        byte[] message = {1, 2, 3};

        assertThat(keys.kind()).isEqualTo(KeyKind.SOFT);
        assertThat(keys.vendorIds()).containsExactly(VENDOR);
        assertThat(P256.verify(
                        P256.point(keys.pai().publicKey().orElseThrow().point()),
                        message,
                        keys.signer().orElseThrow().sign(message)))
                .isTrue();
        assertThat(keys.toString())
                .doesNotContain(((ECPrivateKey) PAI_KEY).getS().toString());
    }

    @Test
    void anExpiredPaiIsRefused() throws IOException {
        assertThat(refused(issuer(Instant.parse("2026-05-01T00:00:00Z"), PAI_KEY)))
                .containsExactly("is valid from 2026-01-01T00:00:00Z to 2026-05-01T00:00:00Z only");
    }

    @Test
    void aKeyThatIsNotThePaisIsRefused() throws IOException {
        assertThat(refused(issuer(DacRequest.NO_EXPIRY, Identity.ec("secp256r1").key())))
                .containsExactly("is not the key of the issuer's PAI");
        assertThat(refused(issuer(DacRequest.NO_EXPIRY, Identity.ec("secp384r1").key())))
                .containsExactly("is not the key of the issuer's PAI");
    }

    @Test
    void aPaaInThePaisPlaceIsRefused() throws IOException {
        Issuer issuer = issuer(DacRequest.NO_EXPIRY, PAI_KEY);

        assertThat(refused(issuer(issuer.paa(), issuer.paa(), issuer.key().orElseThrow())))
                .isNotEmpty()
                .allMatch(what -> what.startsWith("does not fit the profile of a PAI: "));
    }

    @Test
    void whatSpeaksAgainstCertificateAndKeyIsToldAtOnce() throws IOException {
        Issuer issuer = issuer(Instant.parse("2026-05-01T00:00:00Z"), PAI_KEY);

        assertThat(refused(issuer(issuer.paa(), issuer.pai(), folder.resolve("none"))))
                .containsExactly("is valid from 2026-01-01T00:00:00Z to 2026-05-01T00:00:00Z only", "no such key file");
    }

    /** Their private keys came with the SDK: anyone can issue under them. */
    @Test
    void thePublishedTestIssuersAreRefused() throws IOException {
        Issuer published = issuer(
                Vectors.path("matter/attestation/Chip-Test-PAA-FFF1-Cert.pem"),
                Vectors.path("matter/attestation/Chip-Test-PAI-FFF1-8000-Cert.pem"),
                write("pai.key", Pem.privateKey(PAI_KEY.getEncoded())));

        assertThat(refused(published)).contains("its private key is published", "its private key is published");
    }

    @Test
    void whatIsNoCertificateIsRefused() throws IOException {
        Issuer issuer = issuer(DacRequest.NO_EXPIRY, PAI_KEY);
        Path garbage = write("garbage.pem", new byte[] {1, 2, 3});
        Path large = write("large.pem", new byte[(64 << 10) + 1]);

        assertThat(refused(issuer(garbage, issuer.pai(), issuer.key().orElseThrow())))
                .singleElement()
                .asString()
                .startsWith("is not a certificate");
        assertThat(refused(issuer(large, issuer.pai(), issuer.key().orElseThrow())))
                .containsExactly("too large for a certificate");
        assertThat(refused(issuer(
                        folder.resolve("none"), issuer.pai(), issuer.key().orElseThrow())))
                .containsExactly("cannot be read");
    }
}
