package dev.mintmark.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Schemas;
import dev.mintmark.input.FaultException;
import dev.mintmark.input.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSchemaTest {
    private static final Map<String, List<Key>> TABLES = Map.of(
            "", SiteKeys.TOP,
            "/$defs/issuer", SiteKeys.OF_ISSUER,
            "/$defs/factory", SiteKeys.OF_FACTORY,
            "/$defs/signer", SiteKeys.OF_SIGNER);

    @TempDir
    private Path folder;

    @Test
    void schemaAndParserKnowTheSameKeys() {
        TABLES.forEach((pointer, keys) -> assertThat(Schemas.differences(Schemas.part("site", pointer), keys))
                .as(pointer)
                .isEmpty());
    }

    @Test
    void everyFieldIsDocumentedInSchemaAndPage() throws IOException {
        for (String pointer : TABLES.keySet()) {
            assertThat(Schemas.undocumented(Schemas.part("site", pointer)))
                    .as(pointer)
                    .isEmpty();
            assertThat(Schemas.missingFrom(Path.of("docs/formats/site.md"), Schemas.part("site", pointer)))
                    .as(pointer)
                    .isEmpty();
        }
    }

    @Test
    void theProjectsSiteIsFineByBoth() throws IOException {
        Path file = Path.of("jobs/site.yaml");

        assertThat(SiteFile.read(file)).isEqualTo(Site.empty(file));
        assertThat(Schemas.complaints("site", Files.readString(file))).isEmpty();
    }

    @Test
    void itsCommentsAreASiteOnceTheyAreUncommented() throws IOException {
        String text = Files.readString(Path.of("jobs/site.yaml"));
        String whole = text.substring(text.indexOf("# issuers:")).replaceAll("(?m)^# ", "");

        assertThat(Schemas.complaints("site", whole)).isEmpty();
        Files.createDirectory(folder.resolve("keys"));
        for (String name : whole.split("[^A-Za-z0-9/.-]+")) {
            if (name.startsWith("keys/")) {
                Files.writeString(folder.resolve(name), "");
            }
        }
        Site site = SiteFile.read(Files.writeString(folder.resolve("site.yaml"), whole));
        assertThat(site.issuers()).containsOnlyKeys("acme");
        assertThat(site.factories()).containsOnlyKeys("shenzhen-1");
        assertThat(site.bundleSigner().isPresent() && site.logSigner().isPresent())
                .isTrue();
        assertThat(site.siteKey()).isPresent();
        assertThat(site.cdTrustAnchors()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    an unknown key              | isuers: {}
                    a name that is built in     | factories: {test: {recipients: [f.pem]}}
                    a name with a space         | factories: {"a b": {recipients: [f.pem]}}
                    no recipient                | factories: {a: {recipients: []}}
                    a recipient twice           | factories: {a: {recipients: [f.pem, f.pem]}}
                    a missing key               | factories: {a: {}}
                    a recipient that is no list | factories: {a: {recipients: f.pem}}
                    half a signer               | log-signer: {key: f.pem}
                    a signer that is a path     | bundle-signer: f.pem
                    no value                    | site-key:
                    an empty value              | site-key: ""
                    a vendor of three digits    | issuers: {a: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [FFF]}}
                    vendor zero                 | issuers: {a: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [0x0000]}}
                    a vendor beyond the last    | issuers: {a: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [0xFFF5]}}
                    a password                  | issuers: {a: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [FFF1], password: x}}
                    a strange variable          | issuers: {a: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [FFF1], password-env: a b}}
                    two passwords               | issuers: {a: {paa: f.pem, pai: f.pem, key: f.pem, vendor-ids: [FFF1], password-env: A, password-file: f.pem}}
                    """)
    void whatTheParserRefusesTheSchemaRefuses(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("f.pem"), "");
        Path file = Files.writeString(folder.resolve("site.yaml"), yaml);

        assertThatThrownBy(() -> SiteFile.read(file)).isInstanceOf(FaultException.class);
        assertThat(Schemas.complaints("site", yaml)).isNotEmpty();
    }
}
