package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two lists of a delivery, bundle.json and the hashes, are read strictly. */
class ListsTest {
    private static final String HASH = "ab".repeat(32);

    private static final Bundle BUNDLE = Deliveries.bundle(List.of(
            new SealedLot(new LotNumber(1), 500, hash(1), hash(2), hash(3), 1000),
            new SealedLot(new LotNumber(12), 7, hash(4), hash(5), hash(6), 1000)));

    private static Bytes hash(int seed) {
        return Bytes.sha256Of(new byte[] {(byte) seed});
    }

    private static Checksums parse(String text) {
        return Checksums.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hashesAreReadAsWritten() {
        Checksums sums = new Checksums(new TreeMap<>(Map.of("b/x.bin", hash(1), "a", hash(2))));
        assertThat(Checksums.parse(sums.render())).isEqualTo(sums);
        assertThat(new String(sums.render(), StandardCharsets.UTF_8))
                .isEqualTo(hash(2).hex() + "  a\n" + hash(1).hex() + "  b/x.bin\n");
        assertThat(Checksums.parse(new byte[0]).byName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H  a",
                "H a\n",
                "H *a\n",
                "H  ../a\n",
                "H  /a\n",
                "H  a/../b\n",
                "H  a\n\n",
                "H  a\r\n",
                "\\H  a\n",
                "H  a\nH  a\n",
                "# x\nH  a\n",
                "H  .a\n",
                "H  -a\n",
                "H  a/\n"
            })
    void anyOtherLineIsRefused(String text) {
        assertThatThrownBy(() -> parse(text.replace("H", HASH))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parse(HASH.toUpperCase() + "  a\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBundleIsReadAsWritten() {
        assertThat(BundleJson.parse(BundleJson.render(BUNDLE))).isEqualTo(BUNDLE);
        assertThat(new String(BundleJson.render(BUNDLE), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                {
                  "schema" : 1,
                  "order" : "PO-1001",
                  "reference" : "4500012345/10",
                  "delivery" : 1,
                  "created" : "2026-05-04T10:20:30Z",
                  "issuer_key" : "test",
                  "signer_sha256" : "%s",
                  "recipients_sha256" : [
                    "%s",
                    "%s"
                  ],
                  "lots" : [
                    {
                      "lot" : 1,
                      "file" : "lot-0001.tar.gz.p7m",
                      "modules" : 500,
                      "tar_sha256" : "%s"
                    },
                    {
                      "lot" : 12,
                      "file" : "lot-0012.tar.gz.p7m",
                      "modules" : 7,
                      "tar_sha256" : "%s"
                    }
                  ]
                }
                """
                                .formatted(
                                        BUNDLE.signer(),
                                        BUNDLE.recipients().get(0),
                                        BUNDLE.recipients().get(1),
                                        hash(1),
                                        hash(4)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\" : 1 | \"schema\" : 2",
                "\"schema\" : 1, |",
                "\"delivery\" : 1 | \"delivery\" : 1, \"delivery\" : 2",
                "\"delivery\" : 1 | \"delivery\" : 0",
                "\"delivery\" : 1 | \"delivery\" : 1.5",
                "\"delivery\" : 1 | \"delivery\" : 99999999999",
                "\"delivery\" : 1 | \"delivery\" : \"1\"",
                "\"delivery\" : 1 | \"delivery\" : null",
                "\"delivery\" : 1 | \"delivery\" : 1, \"more\" : 1",
                "PO-1001 | ../PO",
                "4500012345/10 | two\\nlines",
                "2026-05-04T10 | yesterday",
                "\"test\" | \"none\"",
                "\"lot\" : 12 | \"lot\" : 1",
                "lot-0012.tar | lot-0011.tar",
                "\"modules\" : 500 | \"modules\" : 0",
                "] | ",
                "{ | [",
            })
    void anyOtherBundleIsRefused(String good, String bad) {
        String text = new String(BundleJson.render(BUNDLE), StandardCharsets.UTF_8);
        assertThat(text).contains(good);
        byte[] altered = text.replace(good, bad == null ? "" : bad).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BundleJson.parse(altered)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String text : List.of("", "null", "[]", "1", "{", "{}{}", "x", "[".repeat(5000), "{\"schema\":1}")) {
            assertThatThrownBy(() -> BundleJson.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
