package org.skytrawl.protocol.mapping;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ObsCoreColumn;

/** A column of wavelengths, frequencies, energies or wavenumbers, or of differences of such. */
public final class SpectralColumn {
    private static final Interval RANGE_M = ObsCoreColumn.em_min.range();
    private static final Unit METRE = Objects.requireNonNull(Unit.of("m"));

    /** A smaller number can only be metres: no telescope observes such values in hertz, keV or other units in use. */
    private static final double ONLY_METRES = 3e-5;

    private final BadCells bad;
    private final int index;
    private final boolean hasUnit;
    private final @Nullable Unit unit;

    /** @param index -1 if there is no such column */
    public SpectralColumn(AnswerFields fields, int index, BadCells bad) {
        String name = index < 0 ? null : fields.get(index).unit();
        this.bad = bad;
        this.index = index;
        boolean isDeclared = name != null && ObsCoreUnit.isDeclared(name);
        this.hasUnit = isDeclared;
        this.unit = name != null && isDeclared ? unit(name) : null;
    }

    /** The spectral unit that a text names, or null. */
    public static @Nullable Unit unit(String name) {
        Unit known = Unit.of(name);
        return known != null && known.isSpectral() ? known : null;
    }

    /** The unit of numbers without one: metres if one of them is so small that it can only be that, else null. */
    public static @Nullable Unit metresIfTiny(double... numbers) {
        for (double number : numbers) {
            if (number > 0 && number < ONLY_METRES) {
                return METRE;
            }
        }
        return null;
    }

    public int index() {
        return index;
    }

    public boolean isGiven() {
        return index >= 0;
    }

    /** Whether the FIELD has a unit, known or not. */
    public boolean hasUnit() {
        return hasUnit;
    }

    /** The FIELD's unit; null if it has none or it is unknown. */
    public @Nullable Unit unit() {
        return unit;
    }

    /** The number in a row; NaN if there is none. */
    public double number(@Nullable Object[] row) {
        Object cell = index < 0 ? null : row[index];
        if (cell == null) {
            return Double.NaN;
        }
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        if (!(cell instanceof String written)) {
            return bad.number(index, cell, BadCells.Reason.NOT_A_NUMBER);
        }
        String text = written.strip();
        if (text.isEmpty() || NullWord.is(text)) {
            return Double.NaN;
        }
        double value = Numbers.parse(text);
        return Double.isNaN(value) ? bad.number(index, cell, BadCells.Reason.NOT_A_NUMBER) : value;
    }

    /** The vacuum wavelength of a number of this column; NaN, and counted, if the unit is unknown or it cannot be one. */
    public double wavelengthM(double value, @Nullable Unit in) {
        if (Double.isNaN(value)) {
            return value;
        }
        double metres = in == null ? Double.NaN : in.toWavelengthM(value);
        if (metres >= RANGE_M.lo() && metres <= RANGE_M.hi()) {
            return metres;
        }
        return bad.number(index, value, in == null ? BadCells.Reason.UNIT : BadCells.Reason.RANGE);
    }

    /** Counts a number that cannot be used, and returns NaN. */
    public double unusable(double value, BadCells.Reason reason) {
        return bad.number(index, value, reason);
    }
}
