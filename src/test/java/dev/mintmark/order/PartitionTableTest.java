package dev.mintmark.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.input.Fault;
import dev.mintmark.input.Faults;
import dev.mintmark.order.PartitionTable.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTableTest {
    private static final String TABLE =
            """
            # Name, Type, SubType, Offset, Size, Flags
            esp_secure_cert, 0x3F, , 0xD000, 0x2000, encrypted
            nvs, data, nvs, , 24K,
            phy_init, data, phy, , 0x1000
            factory, app, factory, , 1M,
            fctry, data, nvs, 0x3E0000, 0x6000,
            """;

    @TempDir
    Path folder;

    private final Faults faults = new Faults();

    private Optional<List<Partition>> read(String text) throws IOException {
        return PartitionTable.read(Files.writeString(folder.resolve("partitions.csv"), text), 0x8000, faults);
    }

    /** The offsets that gen_esp32part.py prints for this table. */
    @Test
    void offsetsLeftOutAreThoseOfEspIdf() throws IOException {
        assertThat(read(TABLE).orElseThrow())
                .extracting(p -> "%s %x/%x 0x%x 0x%x".formatted(p.name(), p.type(), p.subtype(), p.offset(), p.size()))
                .containsExactly(
                        "esp_secure_cert 3f/6 0xd000 0x2000",
                        "nvs 1/2 0xf000 0x6000",
                        "phy_init 1/1 0x15000 0x1000",
                        "factory 0/0 0x20000 0x100000",
                        "fctry 1/2 0x3e0000 0x6000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a, data, nvs, 0x8000, 0x6000                | before 0x9000
                    a, data, nvs, 0x9000, 0x6000/b, data, nvs, 0xE000, 0x6000 | before 0xf000
                    a, data, nvs, 0x9800, 0x6000                | no multiple of 0x1000
                    a, app, factory, 0x19000, 0x6000            | no multiple of 0x10000
                    a, data, nvs, 0x9000,                       | has no size
                    a, , nvs, 0x9000, 0x6000                    | has no type
                    a, data, nvram, 0x9000, 0x6000              | subtype "nvram"
                    a, data, nvs, 0x9000, lots                  | size "lots"
                    a, data, nvs, 0x9000, 0x6000, secret        | unknown flag "secret"
                    , data, nvs, 0x9000, 0x6000                 | the name ""
                    a, data, nvs, , 0x1000/a, data, nvs, , 0x1000 | stands also in line 1
                    """)
    void whatEspIdfRefusesIsRefusedWithItsLine(String rows, String message) throws IOException {
        assertThat(read(rows.replace("/", "\n"))).isEmpty();
        assertThat(faults.list()).hasSize(1);
        Fault fault = faults.list().get(0);
        assertThat(fault.what()).contains(message);
        assertThat(fault.where()).matches(".*partitions\\.csv:[12]");
    }

    private static final String PRODUCT =
            """
            vendor-id: FFF1
            product-id: 8001
            vendor-name: v
            product-name: p
            certification-declaration: test
            iteration-count: 1000
            partition-table: partitions.csv
            """;

    private Optional<Product> product(String table, String more) throws IOException {
        Files.writeString(folder.resolve("partitions.csv"), table);
        return ProductFile.read(Files.writeString(folder.resolve("product.yaml"), PRODUCT + more), faults);
    }

    @Test
    void theImageIsAsLargeAsItsPartition() throws IOException {
        Product product = product(TABLE.replace("0x6000,", "0x8000,"), "").orElseThrow();

        assertThat(product.partitionSize()).isEqualTo(0x8000);
        assertThat(product.flash().orElseThrow().factory().offset()).isEqualTo(0x3E0000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fctry, data      | other, data          | ''                                                        | has no partition "fctry"
                    0x3E0000, 0x6000, | 0x3E0000, 0x6000, encrypted | ''                                                 | flagged encrypted
                    fctry, data, nvs | fctry, data, fat     | ''                                                        | not of type data, subtype nvs
                    0x6000,          | 0x4000,              | 'partition-size: 0x6000'                                  | fewer than partition-size
                    0x6000,          | 0x8000,              | 'partition-size: 0x6000'                                  | more than partition-size
                    0x3F             | 0x40                 | 'dac-placement: fragments'                                | not of type 0x3F
                    0x2000, enc      | 0x1000, enc          | 'dac-placement: fragments'                                | fewer than 0x2000
                    esp_secure       | esp_secret           | 'dac-placement: fragments'                                | has no partition "esp_secure_cert"
                    phy_init         | phy_data             | 'nvs-encryption: keys-partition'                          | of subtype nvs_keys
                    """)
    void whatCouldNotBeFlashedIsAFaultOfTheProduct(String from, String to, String more, String message)
            throws IOException {
        assertThat(TABLE).contains(from);

        assertThat(product(TABLE.replace(from, to), more + "\n")).isEmpty();

        assertThat(faults.list()).extracting(Fault::what).anyMatch(what -> what.contains(message));
    }
}
