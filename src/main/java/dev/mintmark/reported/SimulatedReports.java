package dev.mintmark.reported;

import dev.mintmark.disposition.ModuleEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Plays a factory: what it would report of modules it was sent, with its yield and its scrap, its rows that come late or twice,
 * and, on demand, what should not happen. The same random numbers make the same files.
 */
public final class SimulatedReports {
    /** Modules whose events stand in one file. */
    private static final int SHIFT = 20_000;

    private static final String HEADER = "module_id,event,time,station,note,dac_sha256\r\n";

    /** Of a thousand. */
    private static final int SCRAPPED = 15;

    private static final int UNUSED = 5;
    private static final int REPRINTED = 30;
    private static final int SHIPPED = 800;
    private static final int LATE = 40;
    private static final int TWICE = 10;

    private final Path folder;
    private final RandomGenerator random;
    private final Map<String, Writer> files = new TreeMap<>();
    private final List<Planted> planted = new ArrayList<>();
    private int shift;

    /** A module that was delivered. */
    public record Sent(String moduleId, String dacSha256, Instant issuedAt) {}

    /**
     * What was made to be found.
     *
     * @param code a name of {@code FindingCode}
     * @param subject module id, or number of the delivery
     */
    public record Planted(String code, String subject) {}

    /** @param folder is there, and empty */
    public SimulatedReports(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    /**
     * Writes the reports.
     *
     * @param sent by place, none twice
     * @param strangers modules of other orders
     * @param each how many of each kind of anomaly
     * @return what was planted
     */
    public List<Planted> write(List<Sent> sent, List<String> strangers, int each) throws IOException {
        try {
            anomalies(sent, strangers, each);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            for (Writer file : files.values()) {
                file.close();
            }
        }
        return planted;
    }

    /** In the order in which the modules that have them are taken, one or two each. */
    private enum Kind {
        DAC_ON_TWO_MODULES(2),
        MODULE_WITH_TWO_DACS(2),
        LABELS_OVERPRINTED(1),
        SCRAPPED_WITHOUT_NOTE(1),
        UNACCOUNTED_TOO_LONG(1),
        REPORT_CONTRADICTED(1);

        private final int modules;

        Kind(int modules) {
            this.modules = modules;
        }
    }

    private void anomalies(List<Sent> sent, List<String> strangers, int each) {
        int needed = each
                * List.of(Kind.values()).stream().mapToInt(kind -> kind.modules).sum();
        if (needed > sent.size()) {
            throw new IllegalArgumentException(
                    "%d modules are too few for %d anomalies of each kind".formatted(sent.size(), each));
        }
        List<Integer> drawn = drawn(sent.size(), needed);
        Set<Integer> special = new HashSet<>(drawn);
        for (int i = 0; i < sent.size(); i++) {
            shift = i / SHIFT + 1;
            if (!special.contains(i)) {
                life(sent.get(i));
            }
        }
        int next = 0;
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < each; i++, next += kind.modules) {
                Sent first = sent.get(drawn.get(next));
                plant(kind, first, sent.get(drawn.get(next + kind.modules - 1)));
                planted.add(new Planted(kind.name(), first.moduleId()));
            }
        }
        Set<String> known = new HashSet<>();
        sent.forEach(module -> known.add(module.moduleId()));
        Instant time = sent.isEmpty() ? Instant.EPOCH : start(sent.get(0));
        for (int i = 0; i < each; i++) {
            stranger("FLASHED_NEVER_ISSUED", unknown(known), ModuleEvent.FLASHED, time);
            stranger("REPORT_ROW_UNKNOWN", unknown(known), ModuleEvent.SHIPPED, time);
        }
        strangers.stream()
                .limit(each)
                .forEach(module -> stranger("REPORTED_IN_OTHER_ORDER", module, ModuleEvent.FLASHED, time));
    }

    private List<Integer> drawn(int size, int count) {
        Set<Integer> drawn = new java.util.LinkedHashSet<>();
        while (drawn.size() < count) {
            drawn.add(random.nextInt(size));
        }
        return List.copyOf(drawn);
    }

    private String unknown(Set<String> known) {
        String id;
        do {
            id = "06%010x".formatted(random.nextLong() & 0xFF_FFFF_FFFFL);
        } while (!known.add(id));
        return id;
    }

    private boolean happens(int ofThousand) {
        return random.nextInt(1000) < ofThousand;
    }

    private Instant start(Sent module) {
        return module.issuedAt().plusSeconds(60L + random.nextInt(3600));
    }

    /** Of a module of which nothing is wrong. */
    private void life(Sent module) {
        Instant start = start(module);
        if (happens(UNUSED)) {
            row(module, ModuleEvent.RETURNED, start, "", "");
        } else if (happens(SCRAPPED)) {
            flash(module, start);
            row(module, ModuleEvent.SCRAPPED, start.plusSeconds(90), "failed the test", "");
        } else {
            flash(module, start);
            row(module, ModuleEvent.LABELLED, start.plusSeconds(30), "", "");
            if (happens(REPRINTED)) {
                row(module, ModuleEvent.REPRINTED, start.plusSeconds(40), "smeared", "");
                row(module, ModuleEvent.LABELLED, start.plusSeconds(45), "", "");
            }
            if (happens(SHIPPED)) {
                row(module, ModuleEvent.SHIPPED, start.plus(Duration.ofHours(1)), "", "");
            }
        }
    }

    private void flash(Sent module, Instant at) {
        row(module, ModuleEvent.FLASHED, at, "", random.nextBoolean() ? module.dacSha256() : "");
    }

    private void plant(Kind kind, Sent module, Sent other) {
        Instant start = start(module);
        switch (kind) {
            case DAC_ON_TWO_MODULES -> {
                flash(module, start);
                flash(other, start(other));
                row("wrong", other.moduleId(), ModuleEvent.FLASHED, start(other), "", module.dacSha256());
            }
            case MODULE_WITH_TWO_DACS -> {
                flash(module, start);
                row("wrong", module.moduleId(), ModuleEvent.FLASHED, start.plusSeconds(5), "", other.dacSha256());
                row(other, ModuleEvent.RETURNED, start(other), "", "");
            }
            case LABELS_OVERPRINTED -> {
                flash(module, start);
                row(module, ModuleEvent.LABELLED, start.plusSeconds(30), "", "");
                row(module, ModuleEvent.LABELLED, start.plusSeconds(60), "", "");
            }
            case SCRAPPED_WITHOUT_NOTE -> row(module, ModuleEvent.SCRAPPED, start, "", "");
            case UNACCOUNTED_TOO_LONG -> {
                // nobody says a word
            }
            case REPORT_CONTRADICTED -> {
                row(module, ModuleEvent.SCRAPPED, start, "burnt", "");
                row("wrong", module.moduleId(), ModuleEvent.SHIPPED, start.plusSeconds(60), "", "");
            }
        }
    }

    private void stranger(String code, String moduleId, ModuleEvent event, Instant at) {
        row("wrong", moduleId, event, at, "", "");
        planted.add(new Planted(code, moduleId));
    }

    /** Some come late, some come once more. */
    private void row(Sent module, ModuleEvent event, Instant at, String note, String dac) {
        String file = "shift-%03d".formatted(shift);
        String of = happens(LATE) ? "late" : file;
        row(of, module.moduleId(), event, at, note, dac);
        if (happens(TWICE)) {
            row("again", module.moduleId(), event, at, note, dac);
        }
    }

    private void row(String file, String moduleId, ModuleEvent event, Instant at, String note, String dac) {
        try {
            Writer out = files.get(file);
            if (out == null) {
                Path report = folder.resolve(file + ".csv");
                out = Files.newBufferedWriter(report, StandardCharsets.UTF_8);
                out.write(HEADER);
                files.put(file, out);
            }
            out.write(String.join(",", moduleId, event.word(), at.toString(), "st-1", note, dac) + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
