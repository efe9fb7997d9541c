package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** Some of the rows that came, all equally likely: where they lie tells where to split a query that has more. */
public final class RowSample {
    /** The columns by which a query can be split. */
    public static final List<ObsCoreColumn> SPLIT_BY =
            List.of(ObsCoreColumn.t_min, ObsCoreColumn.s_dec, ObsCoreColumn.s_ra);

    private static final int MOST = 1000;

    /** Only what may be asked for later: whole records would be memory that nobody counts. */
    private final List<double[]> rows = new ArrayList<>();

    /** The same for the same rows. */
    private final Random random = new Random(1);

    private final Set<ObsCoreColumn> foreign = EnumSet.noneOf(ObsCoreColumn.class);
    private long seen;

    /** Notes a column whose values are not here as the service has them: it has them as text, or in another unit or name. */
    void foreign(ObsCoreColumn column) {
        foreign.add(column);
    }

    /** Whether the service itself has this column, with the same values as here. */
    public boolean isAsWritten(ObsCoreColumn column) {
        return !foreign.contains(column);
    }

    void add(ObsCoreRecord record) {
        seen++;
        long place = rows.size() < MOST ? rows.size() : random.nextLong(seen);
        if (place >= MOST) {
            return;
        }
        double[] values = new double[SPLIT_BY.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.number(SPLIT_BY.get(i));
        }
        if (place == rows.size()) {
            rows.add(values);
        } else {
            rows.set((int) place, values);
        }
    }

    /**
     * The value of a column that queries are split by, which leaves about half of the rows below it and at least one; NaN if no value does, as all rows
     * have the same or none.
     */
    public double middle(ObsCoreColumn column) {
        int index = SPLIT_BY.indexOf(column);
        double[] values = rows.stream()
                .mapToDouble(row -> row[index])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        for (int i = values.length / 2; i < values.length; i++) {
            if (values[i] > values[0]) {
                return values[i];
            }
        }
        // from the middle on all have the largest value
        return values.length > 0 && values[values.length - 1] > values[0] ? values[values.length - 1] : Double.NaN;
    }
}
