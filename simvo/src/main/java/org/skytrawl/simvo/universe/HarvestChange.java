package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;

/**
 * How a table of the layout {@code HARVEST} changes once, as archives do from month to month: of the rows that began in one
 * interval of time a third is gone, those of another have been processed again, and new rows begin later than all others.
 * Follows from the table alone. Immutable.
 */
public final class HarvestChange {
    /** The rows that began from this MJD until {@link #DAYS} later lose a third. */
    public static final double LOST_MJD = 56_000;

    /** The rows that began from this MJD until {@link #DAYS} later are processed again: other sizes, and released later. */
    public static final double ALTERED_MJD = 59_000;

    public static final double DAYS = 40;

    /** New rows for each hundred. */
    private static final int NEW_PERCENT = 2;

    private static final int LEAST_NEW = 5;
    private static final String RELEASED = "2026-11-01T00:00:00";
    private static final long LARGER = 7;

    private final HarvestTable table;
    private final int tMin;
    private final int size;
    private final int released;

    public HarvestChange(HarvestTable table) {
        this.table = table;
        List<String> names =
                table.table("ivoa.obscore").columns().stream().map(Column::name).toList();
        this.tMin = names.indexOf("t_min");
        this.size = names.indexOf("access_estsize");
        this.released = names.indexOf("obs_release_date");
    }

    private boolean isIn(@Nullable Object[] row, double from) {
        return row[tMin] instanceof Double mjd && mjd >= from && mjd < from + DAYS;
    }

    /** The rows of an interval after the change, {@link #LOST_MJD} or {@link #ALTERED_MJD}. */
    public List<@Nullable Object[]> rows(double from) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int number = 0; number < table.rows(); number++) {
            @Nullable Object[] row = row(number);
            if (row != null && isIn(row, from)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The rows that come. */
    public List<@Nullable Object[]> added() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < Math.max(LEAST_NEW, table.rows() * NEW_PERCENT / 100); i++) {
            rows.add(table.later(i));
        }
        return rows;
    }

    /** All rows after the change, each made when it is asked for. */
    public Iterable<@Nullable Object[]> all() {
        return () -> Stream.concat(
                        IntStream.range(0, table.rows()).mapToObj(this::row).filter(row -> row != null),
                        added().stream())
                .iterator();
    }

    /** A row after the change; null if it is gone. */
    private @Nullable Object @Nullable [] row(int number) {
        @Nullable Object[] row = table.row(number);
        if (isIn(row, LOST_MJD) && number % 3 == 0) {
            return null;
        }
        if (isIn(row, ALTERED_MJD)) {
            row[size] = (Long) row[size] + LARGER;
            if (released >= 0) {
                row[released] = RELEASED;
            }
        }
        return row;
    }
}
