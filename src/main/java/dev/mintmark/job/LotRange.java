package dev.mintmark.job;

import dev.mintmark.delivery.Lot;
import dev.mintmark.delivery.PlannedLot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * A run of whole lots of one delivery: what one partition does. It stands in the partition's name and is read from there, since
 * an execution context does not survive two crashes.
 */
record LotRange(int delivery, int firstLot, int lastLot) {
    /** Partitions a step has at most: Spring Batch loads all of them at each poll. */
    private static final int MOST_PARTITIONS = 256;

    private static final Pattern NAME = Pattern.compile("[a-z]+:delivery-(\\d+)-lots-(\\d+)-(\\d+)");

    static LotRange of(StepExecution step) {
        Matcher name = NAME.matcher(step.getStepName());
        if (!name.matches()) {
            throw new IllegalStateException("not a partition's name: " + step.getStepName());
        }
        return new LotRange(
                Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3)));
    }

    /** Cuts lots into partitions of nearly equal length; the same lots always give the same partitions. */
    static Map<String, ExecutionContext> partitions(List<PlannedLot> lots) {
        int count = Math.min(lots.size(), MOST_PARTITIONS);
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Lot first = lots.get(lots.size() * i / count).lot();
            Lot last = lots.get(lots.size() * (i + 1) / count - 1).lot();
            partitions.put(
                    "delivery-%d-lots-%04d-%04d"
                            .formatted(
                                    first.delivery(),
                                    first.number().value(),
                                    last.number().value()),
                    new ExecutionContext());
        }
        return partitions;
    }

    /** Those of a delivery's lots that lie within. */
    List<PlannedLot> of(List<PlannedLot> lots) {
        List<PlannedLot> within = new ArrayList<>();
        for (PlannedLot planned : lots) {
            if (planned.lot().number().value() >= firstLot
                    && planned.lot().number().value() <= lastLot) {
                within.add(planned);
            }
        }
        return within;
    }
}
