package dev.mintmark.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.cli.MintmarkCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A small order made by the program itself: 6 modules in 2 lots, one delivery, opened. */
final class Deliveries {
    static final String ORDER = "PO-7";

    private final Path root;

    private Deliveries(Path root) {
        this.root = root;
    }

    record Said(int code, String out) {}

    /** Makes it in {@code root}. */
    static Deliveries make(Path root) throws IOException {
        Deliveries made = new Deliveries(root);
        Files.writeString(root.resolve("site.yaml"), "# knows test only\n");
        Path product = Files.createDirectory(root.resolve("light"));
        Files.writeString(
                product.resolve("product.yaml"),
                """
                vendor-id: FFF1
                product-id: 8001
                vendor-name: Lights, Inc
                product-name: Light 1
                certification-declaration: test
                iteration-count: 1000
                label-template: label.zpl
                label-printer-dpi: 203
                label-sheet: sheet.yaml
                """);
        Files.writeString(
                product.resolve("label.zpl"),
                "^XA^FO40,40^BQN,2,4^FDMA,{qrcode}^FS^FO200,40^FD{manualcode}^FS^FO200,80^FD{mac}^FS^XZ\n");
        Files.writeString(product.resolve("sheet.yaml"), "lines: [\"{manualcode}\", \"MAC {mac}\"]\n");
        Files.writeString(
                made.order(),
                """
                order: PO-7
                product: light
                quantity: 6
                lot-size: 3
                submission: played/submission.zip
                issuer: test
                factory: test
                reference: SO-1/1
                """);
        made.run(
                "simulate",
                root.resolve("played").toString(),
                "--order",
                made.order().toString(),
                "--seed",
                "7");
        made.run("run", made.order().toString());
        made.run(
                "open",
                made.sealed().toString(),
                "--key",
                made.key("factory").toString(),
                "--trust",
                made.certificate("bundle-signer").toString(),
                "--out",
                made.opened().toString());
        return made;
    }

    private void run(String... arguments) {
        Said said = say(arguments);
        assertThat(said.code()).as(said.out()).isZero();
    }

    /** Runs a command in this home. */
    Said say(String... arguments) {
        PrintStream out = System.out;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            String[] all = Stream.concat(
                            Stream.of(arguments),
                            Stream.of(
                                    "--home",
                                    home().toString(),
                                    "--site",
                                    root.resolve("site.yaml").toString(),
                                    "--quiet"))
                    .toArray(String[]::new);
            int code = MintmarkCommand.execute(all);
            return new Said(code, told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
        }
    }

    Path home() {
        return root.resolve("home");
    }

    Path order() {
        return root.resolve("order.yaml");
    }

    Path product() {
        return root.resolve("light/product.yaml");
    }

    Path sealed() {
        return home().resolve(ORDER).resolve("deliveries/0001");
    }

    Path opened() {
        return root.resolve("opened");
    }

    Path key(String who) {
        return home().resolve("test-keys").resolve(who + ".key.pem");
    }

    Path certificate(String who) {
        return home().resolve("test-keys").resolve(who + ".crt.pem");
    }

    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path path : all) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
