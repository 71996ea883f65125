package dev.mintmark.format.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has certificates that keep it and one or more that break it and nothing else. */
class ProfileLinterTest {
    private static final Bytes STRANGE_KEY_ID =
            SubjectPublicKey.of(BigInteger.TWO).keyIdentifier();

    @ParameterizedTest
    @EnumSource(Role.class)
    void aGoodChainHasNoFindings(Role role) {
        assertThat(ProfileLinter.lint(role, writer(role).certificate(), issuer(role)))
                .isEmpty();
        assertThat(ProfileLinter.lint(role, writer(role).certificate())).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("deviations")
    void legalDeviationsPass(Role role, String code, String what, Consumer<CertificateWriter> change) {
        CertificateWriter writer = writer(role);
        change.accept(writer);
        assertThat(ProfileLinter.lint(role, writer.certificate(), issuer(role))).isEmpty();
    }

    static Stream<Arguments> deviations() {
        return Stream.of(
                legal(Role.PAA, "AUTHORITY_KEY_IDENTIFIER", "none", w -> w.extensions.remove("aki")),
                legal(Role.PAA, "BASIC_CONSTRAINTS", "no path length", w -> constraints(w, "30030101ff")),
                legal(Role.PAA, "SERIAL_NUMBER", "one octet", w -> w.serial = Tlv.hex("020101")),
                legal(Role.PAA, "SIGNATURE_ALGORITHM", "NULL parameters", w -> {
                    w.innerAlgorithm = Tlv.ECDSA_SHA256_NULL;
                    w.outerAlgorithm = Tlv.ECDSA_SHA256_NULL;
                }),
                legal(Role.PAI, "KEY_USAGE", "digitalSignature too", w -> usage(w, "03020186")),
                legal(
                        Role.PAI,
                        "VENDOR_ID",
                        "PrintableString",
                        w -> w.subject = Tlv.sequence(CertificateWriter.rdn("2b0601040182a27c0201", 0x13, "FFF1"))),
                legal(
                        Role.PAI,
                        "VENDOR_ID",
                        "in the common name",
                        w -> w.subject = CertificateWriter.name("PAI Mvid:FFF1 Mpid:8000", null, null)),
                legal(Role.PAI, "PRODUCT_ID", "one", w -> w.subject = CertificateWriter.name("PAI", "FFF1", "8000")),
                legal(Role.DAC, "SERIAL_NUMBER", "20 octets", w -> w.serial = Tlv.of(0x02, serial(20))),
                legal(Role.DAC, "TIME_ENCODING", "the last UTCTime", w -> w.notAfter = Tlv.text(0x17, "491231235959Z")),
                legal(
                        Role.DAC,
                        "TIME_ENCODING",
                        "the first GeneralizedTime",
                        w -> w.notAfter = Tlv.text(0x18, "20500101000000Z")),
                legal(
                        Role.DAC,
                        "UNKNOWN_CRITICAL_EXTENSION",
                        "critical extended key usage",
                        w -> w.moreExtensions =
                                CertificateWriter.extension("551d25", true, Tlv.hex("300a06082b06010505070302"))),
                legal(
                        Role.DAC,
                        "UNKNOWN_CRITICAL_EXTENSION",
                        "not critical",
                        w -> w.moreExtensions = CertificateWriter.extension("2a0304", false, Tlv.hex("0500"))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("violations")
    void eachViolationIsFoundAndNothingElse(Role role, String code, String what, Consumer<CertificateWriter> change) {
        CertificateWriter writer = writer(role);
        change.accept(writer);
        assertThat(ProfileLinter.lint(role, writer.certificate(), issuer(role)))
                .extracting(LintFinding::code)
                .containsOnly(code);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                illegal(
                        Role.DAC,
                        "SIZE",
                        "601 bytes and more",
                        w -> w.moreExtensions = CertificateWriter.extension("2a0304", false, new byte[200])),
                illegal(Role.DAC, "VERSION", "2", w -> w.version = Tlv.hex("a003020101")),
                illegal(Role.PAI, "VERSION", "1", w -> w.version = new byte[0]),
                illegal(Role.DAC, "SIGNATURE_ALGORITHM", "inner SHA-1", w -> w.innerAlgorithm = Tlv.ECDSA_SHA1),
                illegal(Role.DAC, "SIGNATURE_ALGORITHM", "outer SHA-384", w -> w.outerAlgorithm = Tlv.ECDSA_SHA384),
                illegal(Role.DAC, "SIGNATURE_ALGORITHM", "NULL parameters", w -> {
                    w.innerAlgorithm = Tlv.ECDSA_SHA256_NULL;
                    w.outerAlgorithm = Tlv.ECDSA_SHA256_NULL;
                }),
                illegal(Role.DAC, "PUBLIC_KEY", "off the curve", w -> w.spki[90] ^= 1),
                illegal(Role.DAC, "SERIAL_NUMBER", "0", w -> w.serial = Tlv.hex("020100")),
                illegal(Role.DAC, "SERIAL_NUMBER", "negative", w -> w.serial = Tlv.hex("0201ff")),
                illegal(Role.PAI, "SERIAL_NUMBER", "21 octets", w -> w.serial = Tlv.of(0x02, serial(21))),
                illegal(
                        Role.DAC,
                        "TIME_ENCODING",
                        "2049 as GeneralizedTime",
                        w -> w.notAfter = Tlv.text(0x18, "20491231235959Z")),
                illegal(Role.DAC, "VALIDITY_ORDER", "ends before", w -> w.notAfter = Tlv.text(0x17, "251231235959Z")),
                illegal(
                        Role.DAC,
                        "NAME_SIZE",
                        "201 bytes",
                        w -> w.subject = Tlv.sequence(
                                CertificateWriter.rdn("55040a", 0x0C, "o".repeat(140)),
                                CertificateWriter.rdn("2b0601040182a27c0201", 0x0C, "FFF1"),
                                CertificateWriter.rdn("2b0601040182a27c0202", 0x0C, "8000"))),
                illegal(Role.DAC, "BASIC_CONSTRAINTS", "missing", w -> w.extensions.remove("bc")),
                illegal(
                        Role.DAC,
                        "BASIC_CONSTRAINTS",
                        "not critical",
                        w -> w.extensions.put("bc", CertificateWriter.basicConstraints(false, "3000"))),
                illegal(Role.DAC, "BASIC_CONSTRAINTS", "a CA", w -> constraints(w, "30030101ff")),
                illegal(Role.DAC, "BASIC_CONSTRAINTS", "explicit FALSE", w -> constraints(w, "3003010100")),
                illegal(Role.DAC, "BASIC_CONSTRAINTS", "path length", w -> constraints(w, "3003020100")),
                illegal(Role.PAI, "BASIC_CONSTRAINTS", "no path length", w -> constraints(w, "30030101ff")),
                illegal(Role.PAI, "BASIC_CONSTRAINTS", "path length 1", w -> constraints(w, "30060101ff020101")),
                illegal(Role.PAA, "BASIC_CONSTRAINTS", "path length 0", w -> constraints(w, "30060101ff020100")),
                illegal(Role.DAC, "KEY_USAGE", "keyCertSign too", w -> usage(w, "03020284")),
                illegal(Role.DAC, "KEY_USAGE", "missing", w -> w.extensions.remove("ku")),
                illegal(
                        Role.PAI,
                        "KEY_USAGE",
                        "not critical",
                        w -> w.extensions.put("ku", CertificateWriter.keyUsage(false, "03020106"))),
                illegal(Role.PAI, "KEY_USAGE", "no cRLSign", w -> usage(w, "03020204")),
                illegal(Role.PAA, "KEY_USAGE", "keyEncipherment too", w -> usage(w, "03020126")),
                illegal(Role.DAC, "SUBJECT_KEY_IDENTIFIER", "missing", w -> w.extensions.remove("ski")),
                illegal(
                        Role.DAC,
                        "SUBJECT_KEY_IDENTIFIER",
                        "of another key",
                        w -> w.extensions.put("ski", CertificateWriter.skiExtension(STRANGE_KEY_ID))),
                illegal(
                        Role.DAC,
                        "SUBJECT_KEY_IDENTIFIER",
                        "critical",
                        w -> w.extensions.put(
                                "ski",
                                CertificateWriter.extension(
                                        "551d0e",
                                        true,
                                        Tlv.octetString(SubjectPublicKey.of(CertificateWriter.DAC_KEY)
                                                .keyIdentifier()
                                                .toByteArray())))),
                illegal(
                        Role.PAI,
                        "SUBJECT_KEY_IDENTIFIER",
                        "malformed",
                        w -> w.extensions.put("ski", CertificateWriter.extension("551d0e", false, Tlv.hex("0414ff")))),
                illegal(Role.DAC, "AUTHORITY_KEY_IDENTIFIER", "missing", w -> w.extensions.remove("aki")),
                illegal(
                        Role.PAI,
                        "AUTHORITY_KEY_IDENTIFIER",
                        "malformed",
                        w -> w.extensions.put("aki", CertificateWriter.extension("551d23", false, Tlv.hex("3016")))),
                illegal(
                        Role.DAC,
                        "AUTHORITY_KEY_IDENTIFIER",
                        "critical",
                        w -> w.extensions.put(
                                "aki",
                                CertificateWriter.extension(
                                        "551d23",
                                        true,
                                        Tlv.sequence(Tlv.of(
                                                0x80,
                                                SubjectPublicKey.of(CertificateWriter.PAI_KEY)
                                                        .keyIdentifier()
                                                        .toByteArray()))))),
                illegal(
                        Role.DAC,
                        "UNKNOWN_CRITICAL_EXTENSION",
                        "1.2.3.4",
                        w -> w.moreExtensions = CertificateWriter.extension("2a0304", true, Tlv.hex("0500"))),
                illegal(Role.DAC, "DUPLICATE_EXTENSION", "key usage", w -> w.moreExtensions = w.extensions.get("ku")),
                illegal(
                        Role.PAA,
                        "NAME_ENCODING",
                        "lower case",
                        w -> both(w, CertificateWriter.name("x", "fff1", null))),
                illegal(Role.PAI, "VENDOR_ID", "none", w -> w.subject = CertificateWriter.name("PAI", null, null)),
                illegal(Role.DAC, "PRODUCT_ID", "none", w -> w.subject = CertificateWriter.name("DAC", "FFF1", null)),
                illegal(
                        Role.DAC,
                        "VENDOR_INHERITED",
                        "another",
                        w -> w.subject = CertificateWriter.name("DAC", "FFF2", "8000")),
                illegal(
                        Role.PAI,
                        "VENDOR_INHERITED",
                        "another",
                        w -> w.subject = CertificateWriter.name("PAI", "FFF2", null)),
                illegal(
                        Role.DAC,
                        "ISSUER_KEY_IDENTIFIER",
                        "of another key",
                        w -> w.extensions.put("aki", CertificateWriter.akiExtension(STRANGE_KEY_ID))),
                illegal(
                        Role.DAC,
                        "VALIDITY_NESTED",
                        "before the PAI",
                        w -> w.notBefore = Tlv.text(0x17, "251231235959Z")),
                illegal(
                        Role.DAC,
                        "ISSUER_NAME",
                        "the same in PrintableString",
                        w -> w.issuer = Tlv.sequence(
                                CertificateWriter.rdn("550403", 0x13, "test PAI"),
                                CertificateWriter.rdn("2b0601040182a27c0201", 0x0C, "FFF1"))),
                illegal(Role.PAA, "ISSUER_NAME", "of another", w -> w.issuer = CertificateWriter.PAI_NAME),
                illegal(Role.DAC, "SIGNATURE", "of another", w -> w.signer = CertificateWriter.PAA_KEY));
    }

    @Test
    void everyRuleHasAFixtureThatBreaksIt() {
        Set<String> broken = violations().map(each -> (String) each.get()[1]).collect(Collectors.toSet());
        broken.add("PRODUCT_INHERITED");
        Stream<Enum<?>> rules = Stream.of(
                        FieldRule.values(), ExtensionRule.values(), NameRule.values(), ChainRule.values())
                .flatMap(Stream::of);
        assertThat(broken)
                .containsExactlyInAnyOrderElementsOf(rules.map(Enum::name).toList());
    }

    @Test
    void aPaaWithAProductIsFound() {
        CertificateWriter paa = CertificateWriter.paa();
        both(paa, CertificateWriter.name("test PAA", "FFF1", "8000"));

        assertThat(ProfileLinter.lint(Role.PAA, paa.certificate()))
                .extracting(LintFinding::code)
                .containsExactly("PRODUCT_ID");
    }

    @Test
    void aPaiWithAProductIssuesForItAlone() {
        CertificateWriter pai = CertificateWriter.pai();
        pai.subject = CertificateWriter.name("PAI", "FFF1", "8001");
        CertificateWriter dac = CertificateWriter.dac();
        dac.issuer = pai.subject;

        assertThat(ProfileLinter.lint(Role.DAC, dac.certificate(), pai.certificate()))
                .extracting(LintFinding::code)
                .containsExactly("PRODUCT_INHERITED");
    }

    @Test
    void aDacMayOutliveItsPai() {
        CertificateWriter pai = CertificateWriter.pai();
        pai.notAfter = Tlv.text(0x17, "270101000000Z");
        assertThat(ProfileLinter.lint(Role.DAC, CertificateWriter.dac().certificate(), pai.certificate()))
                .isEmpty();
    }

    @Test
    void aFindingNamesRoleRuleAndClause() {
        CertificateWriter dac = CertificateWriter.dac();
        dac.extensions.remove("ku");
        assertThat(ProfileLinter.lint(Role.DAC, dac.certificate()))
                .containsExactly(new LintFinding("KEY_USAGE", "Matter Core 6.2.2.3", "DAC: it has no keyUsage"));
    }

    private static void constraints(CertificateWriter writer, String value) {
        writer.extensions.put("bc", CertificateWriter.basicConstraints(true, value));
    }

    private static void usage(CertificateWriter writer, String value) {
        writer.extensions.put("ku", CertificateWriter.keyUsage(true, value));
    }

    private static void both(CertificateWriter writer, byte[] name) {
        writer.issuer = name;
        writer.subject = name;
    }

    private static byte[] serial(int length) {
        byte[] serial = new byte[length];
        serial[0] = 0x7F;
        return serial;
    }

    private static CertificateWriter writer(Role role) {
        return switch (role) {
            case DAC -> CertificateWriter.dac();
            case PAI -> CertificateWriter.pai();
            case PAA -> CertificateWriter.paa();
        };
    }

    private static AttestationCertificate issuer(Role role) {
        return role == Role.DAC
                ? CertificateWriter.pai().certificate()
                : CertificateWriter.paa().certificate();
    }

    private static Arguments legal(Role role, String code, String what, Consumer<CertificateWriter> change) {
        return Arguments.of(role, code, what, change);
    }

    private static Arguments illegal(Role role, String code, String what, Consumer<CertificateWriter> change) {
        return Arguments.of(role, code, what, change);
    }
}
