package dev.mintmark.store;

import dev.mintmark.order.OrderId;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger's parts over one database. */
public final class Ledger {
    private final LedgerDatabase database;
    private final JdbcTemplate jdbc;
    private final JdbcTransactionManager transactions;
    private final TransactionTemplate transaction;
    private final TransactionTemplate ofItsOwn;
    private final JdbcLog log;

    public Ledger(LedgerDatabase database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.transactions = new JdbcTransactionManager(database.dataSource());
        this.transaction = new TransactionTemplate(transactions);
        this.ofItsOwn = new TransactionTemplate(transactions);
        ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.log = new JdbcLog(jdbc, transaction);
    }

    public LedgerDatabase database() {
        return database;
    }

    /** The one that Spring Batch is to use too, so that a chunk and its rows are one transaction. */
    public JdbcTransactionManager transactions() {
        return transactions;
    }

    public JdbcOrderBook orders() {
        return new JdbcOrderBook(jdbc, transaction, log);
    }

    public JdbcIntakeLedger intake() {
        return new JdbcIntakeLedger(jdbc, log);
    }

    public JdbcSignedSubmissions signedSubmissions(OrderId order) {
        return new JdbcSignedSubmissions(jdbc, log, order);
    }

    public JdbcDacLedger dacs(OrderId order) {
        return new JdbcDacLedger(jdbc, ofItsOwn, database, log, order);
    }

    public JdbcLotLedger lots(OrderId order) {
        return new JdbcLotLedger(jdbc, transaction, database, order);
    }

    public JdbcModuleValues values(OrderId order) {
        return new JdbcModuleValues(jdbc, order);
    }

    public JdbcRecovery recovery(OrderId order) {
        return new JdbcRecovery(jdbc, log, order);
    }

    public JdbcReceipts receipts(OrderId order) {
        return new JdbcReceipts(jdbc, transaction, log, order);
    }

    public JdbcDispositions dispositions(OrderId order) {
        return new JdbcDispositions(jdbc, order);
    }

    public JdbcReports reports(OrderId order) {
        return new JdbcReports(jdbc, log, order);
    }

    public JdbcFindings findings(OrderId order) {
        return new JdbcFindings(jdbc, order);
    }

    public JdbcTrace trace() {
        return new JdbcTrace(jdbc);
    }

    public JdbcLog log() {
        return log;
    }

    public JdbcAudit audit() {
        return new JdbcAudit(jdbc);
    }

    public JdbcEntryRows entryRows() {
        return new JdbcEntryRows(jdbc, orders(), this::signedSubmissions);
    }

    public JdbcBalance balance(OrderId order) {
        return new JdbcBalance(jdbc, order);
    }

    /**
     * Runs {@code work} in one transaction, which is rolled back if it gives false or throws.
     *
     * @return what {@code work} gave
     */
    public boolean inTransaction(Work work) throws InterruptedException {
        AtomicReference<InterruptedException> interrupted = new AtomicReference<>();
        Boolean done = transaction.execute(status -> {
            boolean keep = false;
            try {
                keep = work.run();
            } catch (InterruptedException e) {
                interrupted.set(e);
            }
            if (!keep) {
                status.setRollbackOnly();
            }
            return keep;
        });
        if (interrupted.get() != null) {
            throw interrupted.get();
        }
        return Boolean.TRUE.equals(done);
    }

    /** Something to be done whole or not at all. */
    public interface Work {
        boolean run() throws InterruptedException;
    }

    public void sync() {
        database.sync();
    }
}
