package org.skytrawl.protocol.mapping;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.BadCells.Reason;

/** Reads numeric cells and converts them to ObsCore's unit; NaN for unknown values. */
public final class NumberCell {
    private final BadCells bad;
    private final ObsCoreColumn column;
    private final ObsCoreCells.Source source;
    private final DoubleUnaryOperator toObsCore;
    private final double least;
    private final double most;
    private final boolean isTime;
    private final @Nullable SexagesimalText angle;

    public NumberCell(ObsCoreColumn column, ObsCoreCells.Source source, BadCells bad) {
        String unit = source.unit();
        this.bad = bad;
        this.column = column;
        this.source = source;
        Interval range = column.range();
        this.least = range.lo();
        this.most = range.hi();
        this.isTime = column == ObsCoreColumn.t_min || column == ObsCoreColumn.t_max;
        this.angle = column == ObsCoreColumn.s_ra || column == ObsCoreColumn.s_dec
                ? new SexagesimalText(column == ObsCoreColumn.s_ra, unit)
                : null;
        DoubleUnaryOperator converted = ObsCoreUnit.conversion(column, unit);
        this.toObsCore = switch (column) {
            case t_min, t_max -> converted.andThen(EpochText::mjd);
            case s_ra -> converted.andThen(NumberCell::reduced);
            // a small file must not get size 0, nor 1.1 MB one kbyte more by a rounding error
            case access_estsize -> converted.andThen(kbyte -> Math.ceil(kbyte - 1e-6) + 0.0);
            default -> column.type() == ObsCoreColumn.Type.INTEGER ? converted.andThen(Math::rint) : converted;
        };
    }

    /** The value in ObsCore's unit, or NaN; a cell that cannot be one counts as bad. */
    public double read(@Nullable Object cell) {
        if (cell == null) {
            return Double.NaN;
        }
        double value;
        if (cell instanceof Number number) {
            value = number.doubleValue();
        } else if (cell instanceof String text) {
            return ofText(text.strip());
        } else {
            double[] values = NumberArray.of(cell);
            if (values == null || values.length != 1) {
                return bad.number(source.index(), cell, Reason.NOT_A_NUMBER);
            }
            value = values[0];
        }
        return Double.isNaN(value) ? value : inRange(toObsCore.applyAsDouble(value), cell);
    }

    private double ofText(String text) {
        if (text.isEmpty() || NullWord.is(text)) {
            return Double.NaN;
        }
        double value = Numbers.parse(text);
        if (!Double.isNaN(value)) {
            return inRange(toObsCore.applyAsDouble(value), text);
        }
        return inRange(isTime ? EpochText.mjd(text) : angle != null ? angle.degrees(text) : Double.NaN, text);
    }

    /** What cannot be is a fill value or not understood. */
    private double inRange(double value, Object cell) {
        return value >= least && value <= most ? value : bad.number(source.index(), cell, reason(value, cell));
    }

    private Reason reason(double value, Object cell) {
        if (!ObsCoreUnit.isKnown(column, source.unit())) {
            return Reason.UNIT;
        }
        boolean isWord = cell instanceof String text && Double.isNaN(Numbers.parse(text));
        return isWord && Double.isNaN(value) ? Reason.NOT_A_NUMBER : Reason.RANGE;
    }

    /** To 0..360, from -180..180 too, and from what a mean of angles across 0 gives; other numbers stay. */
    static double reduced(double raDeg) {
        if (raDeg < 0) {
            return raDeg >= -180 && !isFill(raDeg) ? raDeg + 360 : Double.NaN;
        }
        return raDeg >= 360 && raDeg < 540 ? raDeg - 360 : raDeg;
    }

    /** Whether a number inside the range of a column stands for null, and is never seen otherwise. */
    static boolean isFill(double value) {
        return value == -1 || value == -9 || value == -99 || value == -999 || value == -9999 || value == 99_999;
    }
}
