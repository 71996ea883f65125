package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What a run handed over, as its reader finds it. */
final class Delivered {
    private Delivered() {}

    /** A CSV's rows by column. */
    static List<Map<String, String>> csv(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = CSVParser.parse(in, format)) {
            return parser.stream().map(CSVRecord::toMap).toList();
        }
    }

    static List<String> column(List<Map<String, String>> rows, String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    /** Opens a delivery as the test factory, with every check that {@code open} makes. */
    static OpenDelivery.Opened open(Workplace place, String order, int number, Path out) throws IOException {
        Path keys = place.home().testKeys();
        return new OpenDelivery(
                        CertificateFile.x509(keys.resolve("bundle-signer.crt.pem")),
                        KeyFile.read(keys.resolve("factory.key.pem")))
                .all(place.folder(order).delivery(number), out);
    }

    /** The module files of opened lots, by module id. */
    static TreeMap<String, Path> modules(OpenDelivery.Opened opened) throws IOException {
        TreeMap<String, Path> modules = new TreeMap<>();
        for (Path lot : opened.lots()) {
            try (Stream<Path> folders = Files.list(lot.resolve("data/modules"))) {
                folders.forEach(each -> {
                    Path other = modules.put(each.getFileName().toString(), each);
                    assertThat(other).as("also in another lot: " + each).isNull();
                });
            }
        }
        return modules;
    }
}
