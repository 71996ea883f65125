package dev.mintmark.delivery;

/** How far a lot is. */
public enum LotState {
    /** Its modules are known. */
    PLANNED,
    /** Rendered and synced under a temporary name; the ledger has its hashes. */
    SEALING,
    /** Under its final name in the delivery's folder. */
    SEALED
}
