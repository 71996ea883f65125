package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serial number is one device's, over all orders. */
class SerialNumbersTest {
    private static final String LONGEST = "S2345678901234567890123456789012";

    @TempDir
    Path folder;

    private Workplace place;
    private String first;

    @BeforeEach
    void anOrderThatHasThem() throws IOException {
        place = new Workplace(folder);
        Files.writeString(
                place.root().resolve("product.yaml"), Workplace.PRODUCT.replace("{order}-{seq:6}", "DL-{seq:6}"));
        first = place.order("PO-1", 2).toString();
        submit("PO-1", 1, 11, LONGEST);
        Requested.zip(place.inbox("PO-1").resolve("b.zip"), Requested.files(2, 2));
        assertThat(place.within("run", first).exit()).isZero();
        assertThat(Delivered.column(Delivered.csv(place.folder("PO-1").manifest()), "serial_number"))
                .containsExactly(LONGEST, "DL-000002");
    }

    private void submit(String order, int module, int key, String serialNumber) throws IOException {
        Files.writeString(
                place.inbox(order).resolve("a.csv"),
                "module_id,serial_number,csr\n%s,%s,%s\n"
                        .formatted(
                                Requested.id(module),
                                serialNumber,
                                Base64.getEncoder().encodeToString(Requested.der(key))));
    }

    @Test
    void anotherModulesIsRefusedAlsoInAnotherOrderAndItsOwnIsKept() throws IOException {
        String other = place.order("PO-2", 1).toString();
        Files.writeString(place.root().resolve("product.yaml"), Workplace.PRODUCT);
        submit("PO-2", 3, 13, LONGEST);

        assertThat(place.within("run", other).exit()).isEqualTo(4);
        assertThat(Delivered.csv(place.folder("PO-2").rejects()))
                .singleElement()
                .satisfies(reject -> assertThat(reject)
                        .containsEntry("code", "DUPLICATE_SERIAL_NUMBER")
                        .containsEntry(
                                "reason",
                                "serial number \"%s\" is that of module %s".formatted(LONGEST, Requested.id(1))));

        submit("PO-2", 1, 14, LONGEST);
        assertThat(place.within("run", other).exit()).isZero();
        assertThat(Delivered.column(Delivered.csv(place.folder("PO-2").manifest()), "serial_number"))
                .containsExactly(LONGEST);
    }

    @Test
    void aNewOrderWhosePatternMakesAnotherOrdersIsRefusedAndThatOneGoesOn() throws IOException {
        Files.writeString(
                place.root().resolve("next.yaml"), Workplace.PRODUCT.replace("{order}-{seq:6}", "DL-00000{seq}"));
        Path other = place.order("PO-2", 1);
        Files.writeString(other, Files.readString(other).replace("product.yaml", "next.yaml"));
        submit("PO-2", 5, 15, "DL-000001");
        assertThat(place.within("run", other.toString()).exit()).isZero();

        String third = place.order("PO-3", 1).toString();
        Program.Result refused = place.within("run", third);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "serial number \"DL-000001\", the first that the product's pattern makes, is that of a module of order PO-2")
                .contains("hint: put {order} into serial-number-pattern in ");
        assertThat(place.within("run", first).exit()).isZero();
    }
}
