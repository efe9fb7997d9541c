package org.skytrawl.protocol.mapping;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Times;

/** Reads numeric cells and converts them to ObsCore's unit; NaN for unknown values. */
final class NumberCell {
    private static final double FIRST_JD = 1_000_000;
    private static final double JD_MINUS_MJD = 2_400_000.5;

    private final BadCells bad;
    private final DoubleUnaryOperator toObsCore;
    private final boolean isTime;

    /** @param unit the unit that the answer declares, or null */
    NumberCell(ObsCoreColumn column, @Nullable String unit, BadCells bad) {
        this.bad = bad;
        this.isTime = column == ObsCoreColumn.t_min || column == ObsCoreColumn.t_max;
        DoubleUnaryOperator converted = ObsCoreUnit.conversion(column, unit);
        this.toObsCore = switch (column) {
            case t_min, t_max -> converted.andThen(NumberCell::mjd);
            // ObsCore uses other values for unknown
            case s_fov -> converted.andThen(fovDeg -> fovDeg > 0 && fovDeg <= 360 ? fovDeg : Double.NaN);
            case s_dec -> converted.andThen(this::declination);
            // a small file must not get size 0
            case access_estsize -> converted.andThen(Math::ceil);
            default -> column.type() == ObsCoreColumn.Type.INTEGER ? converted.andThen(Math::rint) : converted;
        };
    }

    double read(@Nullable Object cell) {
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
                return bad.number();
            }
            value = values[0];
        }
        return Double.isNaN(value) ? value : converted(value);
    }

    private double ofText(String text) {
        if (text.isEmpty() || NumberArray.meansNull(text)) {
            return Double.NaN;
        }
        double value = Numbers.parse(text);
        if (!Double.isNaN(value)) {
            return converted(value);
        }
        if (!isTime) {
            return bad.number();
        }
        try {
            return Times.parseMjd(text);
        } catch (IllegalArgumentException e) {
            return bad.number();
        }
    }

    private double converted(double value) {
        double known = toObsCore.applyAsDouble(value);
        // an infinity marks a value that cannot be converted
        return Double.isInfinite(known) ? bad.number() : known;
    }

    private double declination(double decDeg) {
        return Math.abs(decDeg) <= 90 ? decDeg : Double.POSITIVE_INFINITY;
    }

    private static double mjd(double days) {
        return days < FIRST_JD ? days : days - JD_MINUS_MJD;
    }
}
