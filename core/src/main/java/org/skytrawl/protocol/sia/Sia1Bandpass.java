package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.ObsCoreUnit;
import org.skytrawl.protocol.mapping.Unit;

/**
 * The bandpass of an SIA1 image (SIA 1.0 section 4.2.6) in any spectral unit: the row's, else the FIELD's. With an unknown unit
 * the band is unknown; also with a missing unit, unless the numbers are so small that they can only be metres. If only the
 * reference value is given, it is the band.
 */
final class Sia1Bandpass {
    /** A smaller number can only be metres: no telescope observes such values in hertz, keV or other units in use. */
    private static final double ONLY_METRES = 3e-5;

    private static final Interval RANGE_M = ObsCoreColumn.em_min.range();
    private static final Unit METRE = Objects.requireNonNull(Unit.of("m"));
    private static final String WAVE = "em.wl";
    private static final List<String> KINDS = List.of(WAVE, "em.freq", "em.energy", "em.wavenumber");
    private static final String LEAST = ";stat.min";
    private static final String MOST = ";stat.max";

    private final BadCells bad;
    private final int unit;
    private final boolean isVox;
    private final Limit lo;
    private final Limit hi;
    private final Limit reference;
    private String lastName = "";
    private @Nullable Unit lastUnit;

    Sia1Bandpass(AnswerFields fields, BadCells bad) {
        this.bad = bad;
        this.unit = fields.withUcd("vox:bandpass_unit");
        int voxLo = fields.withUcd("vox:bandpass_lolimit");
        int voxHi = fields.withUcd("vox:bandpass_hilimit");
        this.isVox = voxLo >= 0 || voxHi >= 0;
        String kind = isVox || unit >= 0 ? null : kind(fields);
        this.lo = Limit.of(fields, kind == null ? voxLo : newer(fields, kind, LEAST));
        this.hi = Limit.of(fields, kind == null ? voxHi : newer(fields, kind, MOST));
        this.reference = Limit.of(fields, fields.withUcd("vox:bandpass_refvalue"));
    }

    /** The short and long end; NaN if not known. */
    record Band(double minM, double maxM) {}

    /**
     * A column of numbers.
     *
     * @param index -1 if there is none
     * @param hasUnit whether the FIELD has a unit, known or not
     */
    private record Limit(
            int index, boolean hasUnit, @Nullable Unit unit) {
        static Limit of(AnswerFields fields, int index) {
            String name = index < 0 ? null : fields.get(index).unit();
            return name == null || !ObsCoreUnit.isDeclared(name)
                    ? new Limit(index, false, null)
                    : new Limit(index, true, spectral(name));
        }
    }

    private static @Nullable Unit spectral(String name) {
        Unit known = Unit.of(name);
        return known != null && known.isSpectral() ? known : null;
    }

    /** The first kind of UCD1+ that the answer has limits for, or null. */
    private static @Nullable String kind(AnswerFields fields) {
        for (String kind : KINDS) {
            if (newer(fields, kind, LEAST) >= 0 || newer(fields, kind, MOST) >= 0) {
                return kind;
            }
        }
        return null;
    }

    /** The column with a limit by its UCD1+; -1 if there is none or its meaning is uncertain. */
    private static int newer(AnswerFields fields, String kind, String end) {
        int index = fields.onlyWithUcd(kind + end);
        // columns with ObsCore names are read as such
        if (index < 0 || ObsCoreColumn.of(fields.name(index)) != null) {
            return -1;
        }
        Limit limit = Limit.of(fields, index);
        boolean isWave = kind.equals(WAVE);
        if (!limit.hasUnit()) {
            return isWave ? index : -1;
        }
        // unit and UCD contradict each other for a wavelength in hertz
        return limit.unit() != null && isWave != limit.unit().isInverse() ? index : -1;
    }

    IntStream columns() {
        return IntStream.of(unit, lo.index, hi.index, reference.index).filter(index -> index >= 0);
    }

    boolean isGiven() {
        return lo.index >= 0 || hi.index >= 0 || reference.index >= 0;
    }

    /** Whether limits are given by VOX UCDs. */
    boolean isVox() {
        return isVox;
    }

    Band of(@Nullable Object[] row) {
        double first = number(row, lo);
        double second = number(row, hi);
        boolean isMissing = Double.isNaN(first) && Double.isNaN(second);
        double middle = isMissing ? number(row, reference) : Double.NaN;
        boolean hasOwn = unit >= 0 && row[unit] instanceof String name && ObsCoreUnit.isDeclared(name);
        Unit own = hasOwn ? own(row) : null;
        Unit otherwise = least(first, second, middle) < ONLY_METRES ? METRE : null;
        if (isMissing) {
            double middleM =
                    wavelengthM(middle, hasOwn ? own : reference.hasUnit ? reference.unit : otherwise, reference);
            return new Band(middleM, middleM);
        }
        Unit ofLo = hasOwn ? own : lo.hasUnit ? lo.unit : otherwise;
        Unit ofHi = hasOwn ? own : hi.hasUnit ? hi.unit : otherwise;
        double a = wavelengthM(first, ofLo, lo);
        double b = wavelengthM(second, ofHi, hi);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            // the lower limit of an energy is the long end of the band
            Unit known = Double.isNaN(a) ? ofHi : ofLo;
            boolean turned = known != null && known.isInverse();
            return turned ? new Band(b, a) : new Band(a, b);
        }
        return new Band(Math.min(a, b), Math.max(a, b));
    }

    private @Nullable Unit own(@Nullable Object[] row) {
        if (unit < 0 || !(row[unit] instanceof String name)) {
            return null;
        }
        if (!name.equals(lastName)) {
            lastName = name;
            lastUnit = spectral(name);
        }
        return lastUnit;
    }

    /** The smallest number above 0, or infinity. */
    private static double least(double... numbers) {
        double least = Double.POSITIVE_INFINITY;
        for (double number : numbers) {
            least = number > 0 && number < least ? number : least;
        }
        return least;
    }

    private double number(@Nullable Object[] row, Limit limit) {
        Object cell = limit.index < 0 ? null : row[limit.index];
        if (cell == null) {
            return Double.NaN;
        }
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        if (!(cell instanceof String written)) {
            return bad.number(limit.index, cell, BadCells.Reason.NOT_A_NUMBER);
        }
        String text = written.strip();
        if (text.isEmpty() || NullWord.is(text)) {
            return Double.NaN;
        }
        double value = Numbers.parse(text);
        return Double.isNaN(value) ? bad.number(limit.index, cell, BadCells.Reason.NOT_A_NUMBER) : value;
    }

    private double wavelengthM(double value, @Nullable Unit in, Limit limit) {
        if (Double.isNaN(value)) {
            return value;
        }
        double metres = in == null ? Double.NaN : in.toWavelengthM(value);
        if (metres >= RANGE_M.lo() && metres <= RANGE_M.hi()) {
            return metres;
        }
        return bad.number(limit.index, value, in == null ? BadCells.Reason.UNIT : BadCells.Reason.RANGE);
    }
}
