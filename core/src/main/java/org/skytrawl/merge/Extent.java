package org.skytrawl.merge;

import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** Position, band and time of a record. If a service gives one URL with several extents, these are several datasets. */
final class Extent {
    private static final ObsCoreColumn[] COLUMNS = {
        ObsCoreColumn.s_ra,
        ObsCoreColumn.s_dec,
        ObsCoreColumn.em_min,
        ObsCoreColumn.em_max,
        ObsCoreColumn.t_min,
        ObsCoreColumn.t_max
    };

    private Extent() {}

    /** Whether all six numbers are equal; missing ones equal each other. */
    static boolean same(ObsCoreRecord a, ObsCoreRecord b) {
        for (ObsCoreColumn column : COLUMNS) {
            if (bits(a.number(column)) != bits(b.number(column))) {
                return false;
            }
        }
        return true;
    }

    static long hash(ObsCoreRecord record) {
        long hash = HashIndex.SEED;
        for (ObsCoreColumn column : COLUMNS) {
            hash = HashIndex.mix(hash + bits(record.number(column)));
        }
        return hash;
    }

    private static long bits(double value) {
        // unifies zeros and NaNs
        return Double.doubleToLongBits(value + 0.0);
    }
}
