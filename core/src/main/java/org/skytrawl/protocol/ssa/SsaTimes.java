package org.skytrawl.protocol.ssa;

import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.NumberCell;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.ObsCoreUnit;

/**
 * The middle and the length of an SSA dataset on the time axis. {@code DataID.Date} is no time of observation: it tells when the
 * data were processed.
 */
final class SsaTimes {
    static final String LOCATION = "char.timeaxis.coverage.location.value";

    private static final double SECONDS_PER_DAY = 86_400;

    private final BadCells bad;
    private final int location;
    private final int extent;
    private final int zero;
    private final int axisUnit;
    private final boolean extentHasUnit;
    private final @Nullable NumberCell locationCell;
    private final @Nullable NumberCell extentCell;

    SsaTimes(AnswerFields fields, SsaUtypes utypes, BadCells bad) {
        this.bad = bad;
        this.location = utypes.index(LOCATION);
        this.extent = utypes.index("char.timeaxis.coverage.bounds.extent");
        this.zero = utypes.index("coordsys.timeframe.zero");
        this.axisUnit = utypes.index("char.timeaxis.unit");
        this.locationCell = cell(fields, location, ObsCoreColumn.t_min);
        this.extentCell = cell(fields, extent, ObsCoreColumn.t_exptime);
        this.extentHasUnit =
                extent >= 0 && ObsCoreUnit.isDeclared(fields.get(extent).unit());
    }

    private @Nullable NumberCell cell(AnswerFields fields, int index, ObsCoreColumn column) {
        return index < 0 ? null : new NumberCell(column, Source.of(fields, index, null), bad);
    }

    IntStream columns() {
        return IntStream.of(location, extent, zero).filter(index -> index >= 0);
    }

    /** The column of the middle, or -1. */
    int location() {
        return location;
    }

    boolean isGiven() {
        return location >= 0;
    }

    boolean hasExtent() {
        return extent >= 0;
    }

    /** The middle as MJD; NaN if it is not known. */
    double middle(@Nullable Object[] row) {
        return locationCell == null ? Double.NaN : sinceZero(row, location, locationCell.read(row[location]));
    }

    /** The length in seconds; NaN if it is not known. */
    double lengthS(@Nullable Object[] row) {
        if (extentCell == null) {
            return Double.NaN;
        }
        double value = extentCell.read(row[extent]);
        boolean isDays = !extentHasUnit
                && axisUnit >= 0
                && row[axisUnit] instanceof String unit
                && (unit.strip().toLowerCase(Locale.ROOT).equals("d")
                        || unit.strip().toLowerCase(Locale.ROOT).equals("day"));
        return isDays ? value * SECONDS_PER_DAY : value;
    }

    static double days(double seconds) {
        return seconds / SECONDS_PER_DAY;
    }

    /**
     * The MJD of a number in a row, or NaN if it may count from the zero point of the time frame instead. Many services give
     * the zero point of their missions beside plain MJD, so it is never added.
     */
    double sinceZero(@Nullable Object[] row, int index, double mjd) {
        double start = zero < 0 ? Double.NaN : number(row[zero]);
        boolean isNumber = row[index] instanceof Number
                || (row[index] instanceof String text && !Double.isNaN(Numbers.parse(text.strip())));
        return isNumber && mjd < start && ObsCoreColumn.t_min.range().hi() > start
                ? bad.number(index, row[index], BadCells.Reason.UNIT)
                : mjd;
    }

    private static double number(@Nullable Object cell) {
        return cell instanceof Number number
                ? number.doubleValue()
                : cell instanceof String text ? Numbers.parse(text.strip()) : Double.NaN;
    }
}
