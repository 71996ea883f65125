package dev.mintmark.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;
import dev.mintmark.issue.KeyKind;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestCsvTest {
    private static final String TITLES =
            "order,reference,delivery,lot,seq,module_id,mac,serial_number,vendor_id,product_id,discriminator,"
                    + "issuer_ski,dac_serial,dac_sha256,spki_sha256,dac_not_before,dac_not_after,issued_at,"
                    + "submission_sha256,partition_sha256,issuer_key,secure_cert_sha256,keys";

    private static ManifestHead head(String reference) {
        return new ManifestHead(
                new OrderId("PO-1"),
                reference,
                new VendorId(0xFFF1),
                new ProductId(0x801A),
                KeyKind.TEST,
                KeyOrigin.MODULE);
    }

    private static ManifestRow row(Optional<MacAddress> mac) {
        AcceptedModule module = new AcceptedModule(
                7,
                new ModuleId("7cdfa1000001"),
                mac,
                new SerialNumber("SN-7"),
                Bytes.of(Arrays.copyOf(new byte[] {4}, 65)),
                Bytes.fromHex("aa".repeat(32)),
                Optional.empty(),
                Bytes.fromHex("bb".repeat(32)),
                Instant.parse("2026-05-04T08:00:00Z"));
        Dac dac = new Dac(
                7,
                Bytes.fromHex("aa".repeat(32)),
                Bytes.fromHex("cc".repeat(20)),
                Bytes.fromHex("4d".repeat(20)),
                Bytes.of(new byte[] {1, 2, 3}),
                Instant.parse("2026-05-04T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59Z"),
                Instant.parse("2026-05-04T10:20:30.987Z"));
        return new ManifestRow(
                2, 3, module, dac, new Discriminator(0xF00), Bytes.fromHex("ee".repeat(32)), Optional.empty());
    }

    @Test
    void aRowHasEveryColumnInItsForm() throws IOException {
        StringBuilder text = new StringBuilder();
        ManifestCsv.ofOrder(head("4500012345/10"), text).row(row(Optional.of(new MacAddress("7cdfa1000001"))));

        assertThat(text)
                .hasToString(TITLES + "\r\n"
                        + "PO-1,4500012345/10,0002,0003,7,7cdfa1000001,7C:DF:A1:00:00:01,SN-7,FFF1,801A,3840,"
                        + "cc".repeat(20) + "," + "4d".repeat(20) + ","
                        + "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81,"
                        + "aa".repeat(32) + ",2026-05-04T00:00:00Z,9999-12-31T23:59:59Z,2026-05-04T10:20:30Z,"
                        + "bb".repeat(32) + "," + "ee".repeat(32) + ",test,,module\r\n");
    }

    @Test
    void aLotsManifestAddsTheOnboardingCodes() throws IOException {
        StringBuilder text = new StringBuilder();
        ManifestCsv.ofLot(head(""), text).row(row(Optional.empty()), "MT:Y.K9042C00KA0648G00", "3497-011-2332");

        assertThat(text.toString().lines().toList().get(0)).isEqualTo(TITLES + ",qrcode,manualcode");
        assertThat(text).endsWithIgnoringCase(",test,,module,MT:Y.K9042C00KA0648G00,3497-011-2332\r\n");
        assertThat(text).contains("PO-1,,0002,0003,7,7cdfa1000001,,SN-7");
    }

    @Test
    void rejectsAreQuotedAsRfc4180Says() throws IOException {
        StringBuilder text = new StringBuilder();
        new RejectsCsv(text).row("a,b.csr", "m1", "BAD_CSR", "says \"no\"");

        assertThat(text).hasToString("source,module_id,code,reason\r\n\"a,b.csr\",m1,BAD_CSR,\"says \"\"no\"\"\"\r\n");
    }

    /** Names of files are the sender's, and a spreadsheet runs what begins so. */
    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void nothingOfTheSenderBecomesAFormula(String hostile) throws IOException {
        StringBuilder text = new StringBuilder();
        new RejectsCsv(text).row(hostile, hostile, "BAD_CSR", hostile);

        assertThat(text.substring(text.indexOf("\r\n") + 2).replace("\"", ""))
                .startsWith("'" + hostile.replace("\"", "") + ",'")
                .contains(",BAD_CSR,'");
    }
}
