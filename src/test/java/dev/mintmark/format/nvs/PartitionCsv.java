package dev.mintmark.format.nvs;

import dev.mintmark.Vectors;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.bouncycastle.cert.X509CertificateHolder;

/** The generator's input, {@code key,type,encoding,value}, played into a writer. */
public final class PartitionCsv {
    private PartitionCsv() {}

    public static List<CSVRecord> rows(String text) {
        try (var parser = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text))) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] image(List<CSVRecord> rows, int size) {
        NvsWriter writer = new NvsWriter(size);
        for (CSVRecord row : rows) {
            String key = row.get("key");
            String value = row.get("value");
            switch (row.get("type")) {
                case "namespace" -> writer.namespace(key);
                case "file" -> writer.blob(key, MfgToolInputs.fileNamed(value));
                case "data" -> data(writer, row.get("encoding"), key, value);
                default -> throw new IllegalArgumentException(row.toString());
            }
        }
        return writer.toImage();
    }

    private static void data(NvsWriter writer, String encoding, String key, String value) {
        switch (encoding) {
            case "u8" -> writer.u8(key, Integer.parseInt(value));
            case "u16" -> writer.u16(key, Integer.parseInt(value));
            case "u32" -> writer.u32(key, Long.parseLong(value));
            case "u64" -> writer.u64(key, Long.parseUnsignedLong(value));
            case "i8" -> writer.i8(key, Integer.parseInt(value));
            case "i16" -> writer.i16(key, Integer.parseInt(value));
            case "i32" -> writer.i32(key, Integer.parseInt(value));
            case "i64" -> writer.i64(key, Long.parseLong(value));
            case "string" -> writer.string(key, value);
            case "hex2bin" -> writer.blob(key, HexFormat.of().parseHex(value));
            case "base64" -> writer.blob(key, Base64.getDecoder().decode(value));
            default -> throw new IllegalArgumentException(encoding);
        }
    }

    /** The files a run of esp-matter-mfg-tool named, of which only the inputs are kept. */
    public static final class MfgToolInputs {
        private static final String INPUTS = "mfg-tool/inputs/";

        private MfgToolInputs() {}

        public static byte[] fileNamed(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return switch (name) {
                case "DAC_cert.der" -> der("DAC_cert.pem");
                case "DAC_private_key.bin" ->
                    HexFormat.of()
                            .parseHex(
                                    Vectors.text(INPUTS + "DAC_private_key.hex").strip());
                case "DAC_public_key.bin" -> publicPoint(der("DAC_cert.pem"));
                case "pai_cert.der" -> der("Chip-Test-PAI-FFF2-8001-Cert.pem");
                default -> Vectors.bytes(INPUTS + name);
            };
        }

        private static byte[] der(String pem) {
            String body = Vectors.text(INPUTS + pem).replaceAll("-----[A-Z ]+-----", "");
            return Base64.getMimeDecoder().decode(body);
        }

        /** 65 bytes, 0x04 X Y. */
        private static byte[] publicPoint(byte[] certificate) {
            try {
                return new X509CertificateHolder(certificate)
                        .getSubjectPublicKeyInfo()
                        .getPublicKeyData()
                        .getBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
