package dev.mintmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs read of {@code run} and {@code status}: fields may come, none may go or change its kind. */
final class JsonShapeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private JsonNode said(int exit, String... arguments) {
        Spoken spoken = Spoken.by(arguments);
        assertThat(spoken.exit()).as(spoken.err()).isEqualTo(exit);
        return JSON.readTree(spoken.out());
    }

    private Path order(String id, String submission) throws IOException {
        Files.writeString(
                folder.resolve("product.yaml"),
                """
                vendor-id: FFF1
                product-id: 8001
                vendor-name: Demo
                product-name: Light
                certification-declaration: test
                iteration-count: 1000
                """);
        return Files.writeString(
                folder.resolve(id + ".yaml"),
                """
                order: %s
                product: product.yaml
                quantity: 2
                submission: %s
                issuer: test
                factory: test
                """
                        .formatted(id, submission));
    }

    @Test
    void runAndStatusTellTheSameFigures() throws IOException {
        String home = folder.resolve("home").toString();
        String made = order("PO-1", "modules/submission.zip").toString();
        String waits = order("PO-2", "nothing-yet").toString();
        assertThat(Spoken.by("simulate", folder.resolve("modules").toString(), "--order", made, "--seed", "1")
                        .exit())
                .isZero();

        JsonNode run = said(0, "run", made, waits, "--json", "--quiet", "--home", home);
        assertThat(run.path("not_run")).hasToString("[]");
        JsonNode orders = run.path("orders");
        assertThat(orders.toString().replace(home, "HOME")).isEqualTo("[" + finished() + "," + waiting() + "]");

        JsonNode status = said(0, "status", "--json", "--home", home);
        assertThat(status.propertyNames()).containsExactly("orders");
        assertThat(status.path("orders").get(0)).hasToString("{" + figures() + "}");
        assertThat(said(0, "status", "PO-1", "--json", "--home", home))
                .hasToString("{\"orders\":[{" + figures() + "}]}");

        JsonNode board = JSON.readTree(Files.readString(folder.resolve("home/status.json")));
        assertThat(board.propertyNames()).containsExactly("schema", "updated", "process", "orders");
        assertThat(board.path("schema").asInt()).isEqualTo(1);
        assertThat(board.path("orders")).isEqualTo(status.path("orders"));
    }

    private static String figures() {
        return "\"order\":\"PO-1\",\"state\":\"finished\",\"quantity\":2,\"accepted\":2,\"issued\":2,"
                + "\"delivered\":2,\"open\":0,\"refused\":0,\"deliveries\":1,\"acknowledged\":0";
    }

    private static String finished() {
        return "{" + figures() + ",\"result\":\"done\",\"refused_now\":0,\"detail\":\"\","
                + "\"report\":\"HOME/PO-1/report.html\",\"made\":[\"HOME/PO-1/deliveries/0001\"]}";
    }

    private String waiting() {
        return "{\"order\":\"PO-2\",\"state\":\"waiting\",\"quantity\":2,\"accepted\":0,\"issued\":0,\"delivered\":0,"
                + "\"open\":2,\"refused\":0,\"deliveries\":0,\"acknowledged\":0,\"result\":\"done\",\"refused_now\":0,\"detail\":"
                + "\"no submission yet at %s\",\"report\":\"HOME/PO-2/report.html\",\"made\":[]}"
                        .formatted(folder.resolve("nothing-yet"));
    }

    @Test
    void aHomeWithoutOrdersHasAnEmptyList() {
        assertThat(said(0, "status", "--json", "--home", folder.resolve("none").toString()))
                .hasToString("{\"orders\":[]}");
    }
}
