package dev.mintmark.disposition;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a factory reports of a module: the state machine of a delivered module, a row an event. The order is that of events that
 * bear the same time.
 */
public enum ModuleEvent {
    // event   leads to          where the module may be before
    FLASHED("FLASHED", "DELIVERED FLASHED RETURNED"),
    LABELLED("", "DELIVERED FLASHED RETURNED"),
    REPRINTED("", "DELIVERED FLASHED RETURNED"),
    SHIPPED("SHIPPED", "DELIVERED FLASHED SHIPPED RETURNED"),
    RETURNED("RETURNED", "DELIVERED FLASHED SHIPPED RETURNED"),
    SCRAPPED("SCRAPPED", "DELIVERED FLASHED SCRAPPED RETURNED"),
    REVOKED("", "DELIVERED FLASHED SHIPPED SCRAPPED RETURNED");

    private static final Map<String, ModuleEvent> BY_WORD =
            Stream.of(values()).collect(Collectors.toMap(ModuleEvent::word, event -> event));

    private final Optional<Disposition> leadsTo;
    private final Set<Disposition> before;

    ModuleEvent(String leadsTo, String before) {
        this.leadsTo = Stream.of(leadsTo)
                .filter(name -> !name.isEmpty())
                .map(Disposition::valueOf)
                .findFirst();
        this.before = Stream.of(before.split(" "))
                .map(Disposition::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Disposition.class)));
    }

    /** As it stands in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The disposition it gives; empty where it leaves the disposition as it is: a label, a mark. */
    public Optional<Disposition> leadsTo() {
        return leadsTo;
    }

    public boolean mayFollow(Disposition disposition) {
        return before.contains(disposition);
    }

    /** In any case of letters; empty if there is no such event. */
    public static Optional<ModuleEvent> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT)));
    }
}
