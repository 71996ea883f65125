package dev.mintmark.csr;

import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Plays the cloud of devices in the field: has them make keys, and sends their requests on in signed parts. */
public final class SimulatedCloud {
    private final SimulatedModules devices;
    private final OrderId order;
    private final DetachedSigner signer;
    private final Instant now;

    /** @param now when it signs */
    public SimulatedCloud(SimulatedModules devices, OrderId order, DetachedSigner signer, Instant now) {
        this.devices = devices;
        this.order = order;
        this.signer = signer;
        this.now = now;
    }

    /**
     * Writes {@code submission-0001.ndjson.p7m} and so on, with nearly as many devices each, and their keys as
     * {@link SimulatedModules} does.
     *
     * @param parts at most as many as devices
     * @param sequence of the first part
     * @return the parts
     */
    public List<Path> write(Path folder, List<ModuleId> ids, int parts, int sequence) throws IOException {
        List<String> names = IntStream.range(sequence, sequence + parts)
                .mapToObj("submission-%04d.ndjson.p7m"::formatted)
                .toList();
        List<String> results = new ArrayList<>(List.of(SimulatedModules.KEYS));
        results.addAll(names);
        SimulatedModules.whole(folder, results, unfinished -> {
            for (int part = 0; part < parts; part++) {
                List<ModuleId> some = ids.subList(
                        (int) ((long) ids.size() * part / parts), (int) ((long) ids.size() * (part + 1) / parts));
                Files.write(unfinished.resolve(names.get(part)), part(unfinished, some, sequence + part));
            }
        });
        return names.stream().map(folder::resolve).toList();
    }

    private byte[] part(Path unfinished, List<ModuleId> ids, int sequence) throws IOException {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.write(new SubmissionHeader("simulated-%04d".formatted(sequence), order, sequence).line());
        devices.make(unfinished.resolve(SimulatedModules.KEYS), ids, output -> {
            String base64 = new String(output.sent().toByteArray(), StandardCharsets.US_ASCII)
                    .replaceAll("-----[^-]+-----|\\s", "");
            signed.write("{\"module_id\":\"%s\",\"%s\":\"%s\"}\n"
                    .formatted(output.id(), devices.column().title(), base64)
                    .getBytes(StandardCharsets.US_ASCII));
        });
        try {
            return signer.enclose(new ByteArrayInputStream(signed.toByteArray()), now)
                    .toByteArray();
        } catch (SealException e) {
            throw new IOException("the test signer cannot sign: " + e.getMessage(), e);
        }
    }
}
