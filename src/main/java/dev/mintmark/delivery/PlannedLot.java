package dev.mintmark.delivery;

import java.util.Optional;

/** A lot as the ledger has it. {@code sealed} is present unless it is only planned. */
public record PlannedLot(Lot lot, LotState state, Optional<SealedLot> sealed) {}
