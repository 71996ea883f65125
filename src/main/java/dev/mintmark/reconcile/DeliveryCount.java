package dev.mintmark.reconcile;

/**
 * One delivery's rows as counted in the ledger.
 *
 * @param planned modules the delivery was planned with
 * @param modules accepted modules within its lots
 * @param dacs DACs of those modules
 * @param partitions factory partitions of those modules
 * @param strangers DACs of those modules whose key is another
 */
public record DeliveryCount(int planned, int modules, int dacs, int partitions, int strangers) {}
