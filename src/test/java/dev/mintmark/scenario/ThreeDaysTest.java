package dev.mintmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.delivery.OpenDelivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A factory sends its requests shift by shift. */
class ThreeDaysTest {
    @TempDir
    Path folder;

    @Test
    void threeShiftsAreThreeDeliveriesAndTheOrderIsFinished() throws Exception {
        Workplace place = new Workplace(folder);
        String order = place.order("PO-1", 1000).toString();
        List<String> states = new ArrayList<>();
        int first = 1;
        for (int shift : List.of(300, 300, 400)) {
            String name = "shift-%d.zip".formatted(states.size() + 1);
            Requested.zip(place.inbox("PO-1").resolve(name), Requested.files(first, first + shift - 1));
            first += shift;
            Program.Result result = place.within("run", order);
            assertThat(result.exit()).as(result.toString()).isZero();
            states.add(result.out().lines().findFirst().orElseThrow());
        }
        assertThat(states)
                .containsExactly(
                        "PO-1: open, 300 of 1,000 modules accepted, 300 issued, 300 delivered in 1 delivery",
                        "PO-1: open, 600 of 1,000 modules accepted, 600 issued, 600 delivered in 2 deliveries",
                        "PO-1: finished, 1,000 of 1,000 modules accepted, 1,000 issued, 1,000 delivered in 3 deliveries");
        eachModuleIsInOneDelivery(place);
        aFurtherRunLeavesItAlone(place, order);
    }

    private void eachModuleIsInOneDelivery(Workplace place) throws Exception {
        List<String> delivered = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            OpenDelivery.Opened opened = Delivered.open(place, "PO-1", number, folder.resolve("opened-" + number));
            sizes.add(Delivered.modules(opened).size());
            delivered.addAll(Delivered.modules(opened).keySet());
        }
        List<String> all =
                IntStream.rangeClosed(1, 1000).mapToObj(Requested::id).toList();
        assertThat(sizes).containsExactly(300, 300, 400);
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(all);
        var manifest = Delivered.csv(place.folder("PO-1").manifest());
        assertThat(Delivered.column(manifest, "module_id")).containsExactlyElementsOf(all);
        assertThat(Delivered.column(manifest, "dac_serial")).doesNotHaveDuplicates();
        assertThat(Delivered.column(manifest, "serial_number")).doesNotHaveDuplicates();
    }

    private static void aFurtherRunLeavesItAlone(Workplace place, String order) throws Exception {
        Path deliveries = place.folder("PO-1").deliveries();
        var before = Workplace.tree(deliveries);
        byte[] manifest = Files.readAllBytes(place.folder("PO-1").manifest());

        Program.Result result = place.within("run", order);

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("PO-1: finished,").doesNotContain("open it:");
        assertThat(Workplace.tree(deliveries)).isEqualTo(before);
        assertThat(place.folder("PO-1").manifest()).hasBinaryContent(manifest);
    }
}
