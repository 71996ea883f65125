package dev.mintmark.csr;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.Vectors;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.CsrFault;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.SerialNumber;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestCheckTest {
    private static final ModuleId MODULE = new ModuleId("020000000001");
    private static final Bytes KEY =
            SubjectPublicKey.of(BigInteger.valueOf(1001)).spki();

    private final RequestCheck check = new RequestCheck();

    @Test
    void aGoodRequestGivesItsKeyAndTheMacThatItsModuleIs() {
        SubmittedRequest submitted = SubmittedRequest.of("a.zip!x.pem", MODULE, Requests.pem(1));

        assertThat(check.check(submitted))
                .isEqualTo(new CheckedRequest.Accepted(
                        "a.zip!x.pem",
                        MODULE,
                        Optional.empty(),
                        Optional.of(new MacAddress("020000000001")),
                        Optional.empty(),
                        Optional.empty(),
                        KEY,
                        KEY.sha256Digest(),
                        Optional.empty()));
    }

    @Test
    void whatTheIndexSaysIsCarried() {
        SubmittedRequest submitted = new SubmittedRequest(
                "i.csv:row 2",
                new ModuleId("line-1"),
                Optional.of(new SerialNumber("SN1")),
                Optional.of(new MacAddress("020000000009")),
                Optional.of(KEY.sha256Digest()),
                Optional.of(Bytes.of(new byte[32])),
                Bytes.of(Requests.DER),
                Optional.empty());

        CheckedRequest.Accepted accepted = (CheckedRequest.Accepted) check.check(submitted);

        assertThat(accepted.serialNumber()).contains(new SerialNumber("SN1"));
        assertThat(accepted.mac()).contains(new MacAddress("020000000009"));
        assertThat(accepted.supersedes()).contains(KEY.sha256Digest());
        assertThat(accepted.keySalt()).contains(Bytes.of(new byte[32]));
    }

    @Test
    void aFileTellsTheSaltInItsFirstLineAndTheRequestBehindIt() {
        String salt = "5f".repeat(32);
        byte[] file = ("key-salt: " + salt + "\r\n" + new String(Requests.pem(1), US_ASCII)).getBytes(US_ASCII);

        CheckedRequest.Accepted accepted =
                (CheckedRequest.Accepted) new RequestCheck(true).check(SubmittedRequest.of("x.pem", MODULE, file));

        assertThat(accepted.keySalt()).contains(Bytes.fromHex(salt));
        assertThat(accepted.spki()).isEqualTo(KEY);
    }

    @Test
    void aModuleWithoutItsKeysSaltIsRefusedWhereTheImageHoldsIt() {
        assertThat(new RequestCheck(true).check(SubmittedRequest.of("x.pem", MODULE, Requests.pem(1))))
                .isEqualTo(new Refused(
                        "x.pem",
                        "020000000001",
                        RejectCode.KEY_SALT_MISSING,
                        "module \"020000000001\" comes without key_salt"));
    }

    @Test
    void aModuleIdThatIsAnotherMacIsRefused() {
        SubmittedRequest submitted = new SubmittedRequest(
                "i.csv:row 2",
                MODULE,
                Optional.empty(),
                Optional.of(new MacAddress("020000000002")),
                Optional.empty(),
                Optional.empty(),
                Bytes.of(Requests.DER),
                Optional.empty());

        assertThat(check.check(submitted))
                .isEqualTo(new Refused(
                        "i.csv:row 2",
                        "020000000001",
                        RejectCode.MAC_MISMATCH,
                        "module id \"020000000001\" is not MAC \"020000000002\""));
    }

    @Test
    void aPublishedTestKeyIsRefused() {
        RequestCheck published = new RequestCheck(false, Optional.empty(), KEY.sha256Digest()::equals);

        assertThat(published.check(SubmittedRequest.of("x", MODULE, Requests.DER)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RejectCode.PUBLISHED_TEST_KEY));
        assertThat(published.check(SubmittedRequest.of("x", MODULE, Requests.der(2))))
                .isInstanceOf(CheckedRequest.Accepted.class);
    }

    @Test
    void aBadSignatureIsRefusedWithItsCode() {
        byte[] altered = Requests.DER.clone();
        altered[altered.length - 1] ^= 1;

        assertThat(check.check(SubmittedRequest.of("x", MODULE, altered)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(RejectCode.CSR_BAD_PROOF_OF_POSSESSION);
                    assertThat(refused.moduleId()).isEqualTo("020000000001");
                    assertThat(refused.reason()).isNotBlank();
                });
    }

    @Test
    void theSdksRequestsAreTakenAndRefusedAsTheyShould() {
        assertThat(check.check(vector("kGoodCsr.der"))).isInstanceOf(CheckedRequest.Accepted.class);
        for (String bad : new String[] {"BadSignatureSignature", "BadTooBig", "BadTrailingGarbage", "NotSequence"}) {
            assertThat(check.check(vector("k" + bad + "Csr.der"))).as(bad).isInstanceOf(Refused.class);
        }
    }

    private static SubmittedRequest vector(String name) {
        return SubmittedRequest.of(name, MODULE, Vectors.bytes("matter/csr/" + name));
    }

    @Test
    void whatWasRefusedBeforeStaysSo() {
        Refused refused = new Refused("x", "y", RejectCode.BAD_ENTRY_NAME, "why");

        assertThat(check.check(refused)).isSameAs(refused);
    }

    @ParameterizedTest
    @EnumSource(CsrFault.class)
    void everyFaultOfARequestHasItsCode(CsrFault fault) {
        RejectCode code = RejectCode.of(fault);

        assertThat(code.name()).isEqualTo("CSR_" + fault.name());
        assertThat(code.meaning()).isEqualTo(fault.meaning());
        assertThat(code.scope()).isEqualTo(RejectCode.Scope.REQUEST);
    }
}
