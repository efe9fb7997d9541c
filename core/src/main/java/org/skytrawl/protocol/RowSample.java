package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** A uniform random sample of the rows received; it tells where to split a query that overflowed. */
public final class RowSample {
    /** The columns by which ADQL can be split. */
    public static final List<ObsCoreColumn> SPLIT_BY =
            List.of(ObsCoreColumn.t_min, ObsCoreColumn.s_dec, ObsCoreColumn.s_ra);

    private static final List<ObsCoreColumn> COLUMNS =
            List.of(ObsCoreColumn.t_min, ObsCoreColumn.s_dec, ObsCoreColumn.s_ra, ObsCoreColumn.em_min);

    private static final int MOST = 1000;

    /** Values of {@link #COLUMNS} only: nobody accounts for the memory of whole records here. */
    private final List<double[]> rows = new ArrayList<>();

    // fixed seed: the same rows give the same sample
    private final Random random = new Random(1);

    private final Set<ObsCoreColumn> foreign = EnumSet.noneOf(ObsCoreColumn.class);
    private long seen;

    /** Marks a column that the service has as text, in another unit or under another name. */
    void foreign(ObsCoreColumn column) {
        foreign.add(column);
    }

    /** Whether the service has this column under the same name and with the same values. */
    public boolean isAsWritten(ObsCoreColumn column) {
        return !foreign.contains(column);
    }

    void add(ObsCoreRecord record) {
        seen++;
        long place = rows.size() < MOST ? rows.size() : random.nextLong(seen);
        if (place >= MOST) {
            return;
        }
        double[] values = new double[COLUMNS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = record.number(COLUMNS.get(i));
        }
        if (place == rows.size()) {
            rows.add(values);
        } else {
            rows.set((int) place, values);
        }
    }

    /**
     * A value between those of the rows: about half of them, and at least one, are below it, the others above it. NaN if all rows have
     * the same value or none.
     */
    public double between(ObsCoreColumn column) {
        double middle = middle(column);
        double below = values(column).filter(value -> value < middle).max().orElse(Double.NaN);
        return below / 2 + middle / 2;
    }

    private DoubleStream values(ObsCoreColumn column) {
        int index = COLUMNS.indexOf(column);
        return rows.stream().mapToDouble(row -> row[index]).filter(Double::isFinite);
    }

    /**
     * A value that splits the rows: about half of them, and at least one, are below it. NaN if all rows have the same value or
     * none.
     */
    public double middle(ObsCoreColumn column) {
        double[] values = values(column).sorted().toArray();
        for (int i = values.length / 2; i < values.length; i++) {
            if (values[i] > values[0]) {
                return values[i];
            }
        }
        // all values from the middle on are the largest
        return values.length > 0 && values[values.length - 1] > values[0] ? values[values.length - 1] : Double.NaN;
    }
}
