package org.skytrawl.merge;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;

/** Orders that depend only on the content of records. */
public final class RecordOrder {
    private static final ObsCoreColumn[] COLUMNS = ObsCoreColumn.values();

    /** By access URL, publisher DID, then all columns in ObsCore order; missing values last. */
    public static final Comparator<ObsCoreRecord> BY_CONTENT = (a, b) -> {
        int order = compare(a.text(ObsCoreColumn.access_url), b.text(ObsCoreColumn.access_url));
        if (order == 0) {
            order = compare(a.text(ObsCoreColumn.obs_publisher_did), b.text(ObsCoreColumn.obs_publisher_did));
        }
        for (int i = 0; order == 0 && i < COLUMNS.length; i++) {
            ObsCoreColumn column = COLUMNS[i];
            order = column.isText()
                    ? compare(a.text(column), b.text(column))
                    : Double.compare(a.number(column), b.number(column));
        }
        return order;
    };

    static final Comparator<Origin> ORIGINS = Comparator.naturalOrder();

    static final Comparator<FoundDataset> DATASETS =
            Comparator.comparing(FoundDataset::record, BY_CONTENT).thenComparing(FoundDataset::origin, ORIGINS);

    private RecordOrder() {}

    /**
     * Compares two records of a dataset; the smaller one is kept: the better protocol, then more filled columns, then
     * ivoid, URL, DID and the rest.
     */
    static int compareKept(RecordPool pool, int a, int b) {
        Origin originA = pool.origin(a);
        Origin originB = pool.origin(b);
        int order = originA.protocol().compareTo(originB.protocol());
        if (order == 0) {
            order = Integer.compare(pool.record(b).filled(), pool.record(a).filled());
        }
        if (order == 0) {
            order = originA.ivoid().compareTo(originB.ivoid());
        }
        if (order == 0) {
            order = BY_CONTENT.compare(pool.record(a), pool.record(b));
        }
        if (order == 0) {
            order = Integer.compare(pool.service(a), pool.service(b));
        }
        return order != 0 ? order : ORIGINS.compare(originA, originB);
    }

    static int compare(@Nullable String a, @Nullable String b) {
        if (a == null) {
            return b == null ? 0 : 1;
        }
        return b == null ? -1 : a.compareTo(b);
    }
}
