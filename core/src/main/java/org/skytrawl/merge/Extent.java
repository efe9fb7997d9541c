package org.skytrawl.merge;

import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** Where a record lies: position, band and time. A service that gives one URL to several such has several datasets there. */
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

    /** Whether all six numbers are equal; what both lack is equal too. */
    static boolean same(ObsCoreRecord a, ObsCoreRecord b) {
        for (ObsCoreColumn column : COLUMNS) {
            if (bits(a.number(column)) != bits(b.number(column))) {
                return false;
            }
        }
        return true;
    }

    /** A number that is equal for equal extents. */
    static long hash(ObsCoreRecord record) {
        long hash = HashIndex.SEED;
        for (ObsCoreColumn column : COLUMNS) {
            hash = HashIndex.mix(hash + bits(record.number(column)));
        }
        return hash;
    }

    private static long bits(double value) {
        // there is one zero and one NaN
        return Double.doubleToLongBits(value + 0.0);
    }
}
