package dev.mintmark.reconcile;

/**
 * One delivery's rows as counted in the ledger.
 *
 * @param planned modules the delivery was planned with
 * @param modules accepted modules within its lots
 * @param dacs DACs within its lots
 * @param partitions factory partitions within its lots
 * @param strangers DACs within its lots whose key is not their module's
 */
public record DeliveryCount(int planned, int modules, int dacs, int partitions, int strangers) {}
