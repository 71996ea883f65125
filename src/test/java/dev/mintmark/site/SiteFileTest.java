package dev.mintmark.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mintmark.format.matter.VendorId;
import dev.mintmark.input.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFileTest {
    private static final String WHOLE =
            """
            issuers:
              acme:
                paa: keys/paa.pem
                pai: keys/pai.pem
                key: keys/pai.key.pem
                password-env: ACME_PAI
                vendor-ids: [131B, 0x131C]
            factories:
              shenzhen-1:
                recipients: [keys/r1.pem, keys/r2.pem]
                report-signers: [keys/r2.pem]
            bundle-signer: {certificate: keys/b.pem, key: keys/b.key.pem}
            log-signer:
              certificate: keys/l.pem
              key: keys/l.key.pem
            site-key: keys/site.key
            cd-trust-anchors: [keys/cd.pem]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void keys() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        for (String name : "paa pai pai.key r1 r2 b b.key l l.key cd".split(" ")) {
            Files.writeString(key(name + ".pem"), "");
        }
        Files.writeString(key("site.key"), "");
    }

    private Path key(String name) {
        return folder.resolve("keys").resolve(name);
    }

    private Site read(String text) throws IOException {
        return SiteFile.read(Files.writeString(folder.resolve("site.yaml"), text));
    }

    private List<String> refused(String text) {
        return catchThrowableOfType(FaultException.class, () -> read(text)).faults().stream()
                .map(f -> (f.where() + " | " + f.what() + " | " + f.hint()).replace(folder + "/", ""))
                .toList();
    }

    @Test
    void everyFieldIsRead() throws IOException {
        Site site = read(WHOLE);

        Issuer issuer = site.issuers().get("acme");
        assertThat(issuer.key()).contains(key("pai.key.pem"));
        assertThat(issuer.paa()).isEqualTo(key("paa.pem"));
        assertThat(issuer.pai()).isEqualTo(key("pai.pem"));
        assertThat(issuer.password()).contains(new PasswordSource.InEnvironment("ACME_PAI"));
        assertThat(issuer.vendorIds()).containsExactlyInAnyOrder(new VendorId(0x131B), new VendorId(0x131C));
        assertThat(site.factories().get("shenzhen-1").recipients()).containsExactly(key("r1.pem"), key("r2.pem"));
        assertThat(site.factories().get("shenzhen-1").reportSigners()).containsExactly(key("r2.pem"));
        assertThat(site.bundleSigner()).contains(new SigningFiles(key("b.pem"), key("b.key.pem")));
        assertThat(site.logSigner()).contains(new SigningFiles(key("l.pem"), key("l.key.pem")));
        assertThat(site.siteKey()).contains(key("site.key"));
        assertThat(site.cdTrustAnchors()).containsExactly(key("cd.pem"));
        assertThat(site.issuerNames()).containsExactly("acme", "test");
        assertThat(site.factoryNames()).containsExactly("shenzhen-1", "test");
    }

    @Test
    void aPasswordMayLieInAFile() throws IOException {
        Site site = read(WHOLE.replace("password-env: ACME_PAI", "password-file: keys/cd.pem"));

        assertThat(site.issuers().get("acme").password()).contains(new PasswordSource.InFile(key("cd.pem")));
    }

    @Test
    void theDefaultSiteMayBeAbsentButANamedOneMayNot() {
        Path file = folder.resolve("none.yaml");

        assertThat(SiteFile.readIfPresent(file)).isEqualTo(Site.empty(file));
        assertThat(catchThrowableOfType(FaultException.class, () -> SiteFile.read(file)))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void anEmptySiteKnowsTestOnly() throws IOException {
        Site site = read("# nothing yet\n");

        assertThat(site.issuerNames()).containsExactly("test");
        assertThat(site.siteKey()).isEqualTo(Optional.empty());
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(
                        refused(
                                """
                                issuers:
                                  test: {paa: keys/paa.pem, pai: keys/pai.pem, key: keys/pai.key.pem, vendor-ids: [FFF1]}
                                  Acme Corp: {}
                                  gone:
                                    paa: keys/gone.pem
                                    pai: keys
                                    key: keys/pai.key.pem
                                    password: hunter2
                                    vendor-ids: [FFF5, 12]
                                  nothing:
                                factories:
                                  f:
                                    recipients: keys/r1.pem
                                log-signer: keys/l.pem
                                """))
                .containsExactly(
                        "site.yaml:2 | issuers: name \"test\" is built in | choose another",
                        "site.yaml:3 | issuers: name \"Acme Corp\" is not 1 to 40 of a-z 0-9 _ -, starting with a letter or"
                                + " digit | orders name it by this",
                        "site.yaml:8 | unknown key \"password\" | no password stands in the site file: name a file"
                                + " (password-file) or a variable (password-env)",
                        "site.yaml:5 | paa: there is no file \"keys/gone.pem\" | paths are relative to the folder of the"
                                + " site file",
                        "site.yaml:6 | pai: \"keys\" is a folder | paths are relative to the folder of the site file",
                        "site.yaml:9 | vendor id 65525 is not within 0x0001 and 0xFFF4 | four hex digits, as the CSA gave"
                                + " them",
                        "site.yaml:9 | vendor id \"12\" is not four hex digits | four hex digits, as the CSA gave them",
                        "site.yaml:10 | issuers: \"nothing\" has nothing below it | below it stand indented lines \"key:"
                                + " value\"",
                        "site.yaml:13 | \"recipients\" is not a list | write recipients: [one, two]",
                        "site.yaml:14 | \"log-signer\" is not a mapping | below it stand indented lines \"key: value\"");
    }

    @Test
    void aPasswordIsNeverQuoted() {
        assertThat(refused(WHOLE.replace("ACME_PAI", "\"hunter 2!\"")))
                .containsExactly(
                        "site.yaml:6 | password-env is not the name of an environment variable | letters, digits"
                                + " and _, such as PAI_PASSWORD");
    }

    @Test
    void aPasswordHasOneSource() {
        assertThat(refused(WHOLE.replace("    vendor-ids", "    password-file: keys/cd.pem\n    vendor-ids")))
                .containsExactly("site.yaml:6 | the password has two sources | keep password-file or password-env");
    }
}
