package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.model.Interval;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * Coverage in two columns, the ends of an interval. Each end is compared alone, as functions return NULL if an end is NULL,
 * that is, open.
 *
 * @param start the column of the lower end
 * @param end the column of the upper end
 */
record Bounds(String table, String start, String end) {
    static final Bounds SPECTRAL = new Bounds("rr.stc_spectral", "spectral_start", "spectral_end");
    static final Bounds TEMPORAL = new Bounds("rr.stc_temporal", "time_start", "time_end");

    /**
     * Resources with an interval that overlaps this one.
     *
     * @param asked in the unit of the registry, widened for its single precision
     */
    RegistryCondition overlapping(Interval asked, boolean inclusive, RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, table, start, end);
        String declared = "(" + start + " IS NOT NULL OR " + end + " IS NOT NULL)";
        List<String> conditions = new ArrayList<>();
        conditions.add(declared);
        if (!Double.isInfinite(asked.hi())) {
            conditions.add("(" + start + " IS NULL OR " + start + " <= " + asked.hi() + ")");
        }
        if (!Double.isInfinite(asked.lo())) {
            conditions.add("(" + end + " IS NULL OR " + end + " >= " + asked.lo() + ")");
        }
        return RegistryCondition.of(
                Adql.orUndeclared(Adql.having(table, String.join(" AND ", conditions)), table, declared, inclusive));
    }
}
