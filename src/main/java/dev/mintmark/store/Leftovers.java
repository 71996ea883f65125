package dev.mintmark.store;

import java.util.HashSet;
import java.util.Set;
import org.h2.engine.Database;
import org.h2.index.Index;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.db.MVIndex;
import org.h2.schema.Schema;
import org.h2.table.Table;
import org.h2.value.VersionedValue;

/**
 * Undoes changes of transactions that H2 no longer knows. H2 writes its maps one after the other while other threads go on: a map
 * may reach the disk with a change, and the map of changes to be undone without it. H2 makes that good when the row is written
 * next (TxDecisionMaker); until then the row as it was is what all transactions see, but for those that come to have the lost
 * one's number, which take the change for their own: a DAC would be there for one thread and not for the next. Where a
 * transaction came and was committed between two such maps, nothing in them tells, unless a table and its indexes differ by it.
 */
final class Leftovers {
    private Leftovers() {}

    /**
     * @param database of which no transaction has begun yet
     * @return rows, counted in each index
     * @throws IndexNotWholeException if a row is in a table and not in its index, or the other way round
     */
    static int undo(Database database) {
        int undone = 0;
        Set<MVMap<?, ?>> seen = new HashSet<>();
        for (Schema schema : database.getAllSchemas()) {
            for (Table table : schema.getAllTablesAndViews(null)) {
                if (table.getIndexes() == null) {
                    continue;
                }
                Set<Long> sizes = new HashSet<>();
                for (Index index : table.getIndexes()) {
                    if (index instanceof MVIndex<?, ?> stored && seen.add(stored.getMVMap())) {
                        undone += undo(stored.getMVMap());
                        sizes.add(stored.getMVMap().sizeAsLong());
                    }
                }
                if (sizes.size() > 1) {
                    throw new IndexNotWholeException(table.getName());
                }
            }
        }
        if (undone > 0) {
            database.getStore().getMvStore().commit();
        }
        return undone;
    }

    private static <K, V> int undo(MVMap<K, VersionedValue<V>> map) {
        int undone = 0;
        Cursor<K, VersionedValue<V>> rows = map.cursor(null);
        while (rows.hasNext()) {
            K key = rows.next();
            VersionedValue<V> row = rows.getValue();
            if (row.isCommitted()) {
                continue;
            }
            // what is committed is written as it is, without a wrapping (VersionedValueCommitted)
            if (row.getCommittedValue() instanceof VersionedValue<?> before) {
                @SuppressWarnings("unchecked")
                VersionedValue<V> committed = (VersionedValue<V>) before;
                map.put(key, committed);
            } else {
                map.remove(key);
            }
            undone++;
        }
        return undone;
    }
}
