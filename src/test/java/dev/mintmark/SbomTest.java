package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of parts that lies in the jar. That it has all of them, .ci/run finds by making it again. */
class SbomTest {
    private static final String PLACE = "/META-INF/sbom/application.cdx.json";

    private static String text() throws IOException {
        try (InputStream in = SbomTest.class.getResourceAsStream(PLACE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode read() throws IOException {
        return JsonMapper.builder().build().readTree(text());
    }

    @Test
    void everyPartIsTheOneThatTheProgramRunsWith() throws IOException {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .toList();
        List<String> missing = new ArrayList<>();
        for (JsonNode part : read().get("components")) {
            String file =
                    part.get("name").asString("") + "-" + part.get("version").asString("") + classifier(part) + ".jar";
            Path jar = jars.stream()
                    .filter(each -> each.endsWith(file))
                    .findFirst()
                    .orElse(null);
            if (jar == null) {
                missing.add(file);
            } else {
                assertThat(sha256(part))
                        .as(file)
                        .isEqualTo(Bytes.sha256Of(Files.readAllBytes(jar)).hex());
            }
        }

        assertThat(missing).isEmpty();
    }

    /** Of the package URL: empty for most. */
    private static String classifier(JsonNode part) {
        Matcher named = Pattern.compile("[?&]classifier=([^&]+)")
                .matcher(part.get("bom-ref").asString(""));
        return named.find() ? "-" + named.group(1) : "";
    }

    private static String sha256(JsonNode part) {
        for (JsonNode hash : part.get("hashes")) {
            if (hash.get("alg").asString("").equals("SHA-256")) {
                return hash.get("content").asString("");
            }
        }
        return "";
    }

    /** What the pom names for more than tests is there; what is for tests only is not. */
    @Test
    void itsPartsAreThoseOfThePom() throws IOException {
        List<String> names = new ArrayList<>();
        read().get("components").forEach(part -> names.add(part.get("name").asString("")));
        List<String> wanted = new ArrayList<>();
        List<String> forTests = new ArrayList<>();
        Pattern.compile("(?s)<dependency>(.*?)</dependency>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(dependency -> dependency.group(1))
                .forEach(dependency -> (dependency.contains("<scope>test</scope>") ? forTests : wanted)
                        .add(dependency.replaceFirst("(?s).*?<artifactId>(.*?)</artifactId>.*", "$1")));

        assertThat(wanted).hasSizeGreaterThan(8).isSubsetOf(names);
        assertThat(forTests).isNotEmpty().doesNotContainAnyElementsOf(names);
    }

    @Test
    void theSameSourcesMakeTheSameBytesAndItNamesNoPlaceToFetchFrom() throws IOException {
        assertThat(read().has("serialNumber")).isFalse();
        assertThat(read().get("metadata").has("timestamp")).isFalse();
        assertThat(text())
                .doesNotContain("externalReferences")
                .doesNotContainPattern("(?i)https?://[^/\"]*(repo|maven|sonatype)");
    }
}
