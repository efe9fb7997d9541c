package org.skytrawl.protocol.ssa;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.BadCells.Reason;
import org.skytrawl.protocol.mapping.Band;
import org.skytrawl.protocol.mapping.RowUnit;
import org.skytrawl.protocol.mapping.SpectralColumn;
import org.skytrawl.protocol.mapping.SpectralLimits;
import org.skytrawl.protocol.mapping.Unit;

/**
 * The band of an SSA dataset and its resolution in wavelength, frequency or energy. Numbers have the FIELD's unit. Without it they
 * are metres if they are so small that they can only be that, else in the unit of the spectral axis, else unknown.
 */
final class SsaBand {
    private static final Unit METRE = Objects.requireNonNull(Unit.of("m"));
    private static final Interval POWERS = ObsCoreColumn.em_res_power.range();
    private static final Interval RESOLUTIONS_M = ObsCoreColumn.em_resolution.range();

    private static final int LONGEST_UNIT = 64;

    private final String[] ucds;
    private final SpectralLimits limits;
    private final SpectralColumn middle;
    private final SpectralColumn extent;
    private final SpectralColumn resolution;
    private final RowUnit axisUnit;
    private final RowUnit axisDimension;

    SsaBand(AnswerFields fields, SsaUtypes utypes, BadCells bad) {
        String coverage = "char.spectralaxis.coverage.";
        this.ucds = IntStream.range(0, fields.size()).mapToObj(fields::ucd).toArray(String[]::new);
        SpectralLimits own = new SpectralLimits(
                new SpectralColumn(fields, utypes.index(coverage + "bounds.start", coverage + "bounds.min"), bad),
                new SpectralColumn(fields, utypes.index(coverage + "bounds.stop", coverage + "bounds.max"), bad));
        this.middle = new SpectralColumn(fields, utypes.index(coverage + "location.value"), bad);
        this.extent = new SpectralColumn(fields, utypes.index(coverage + "bounds.extent"), bad);
        this.limits = own.isGiven() || middle.isGiven() ? own : SpectralLimits.byUcd(fields, bad);
        this.resolution = new SpectralColumn(fields, utypes.index("char.spectralaxis.resolution"), bad);
        this.axisUnit = new RowUnit(utypes.index("char.spectralaxis.unit"));
        this.axisDimension = new RowUnit(utypes.index("dataset.spectralsi", "spectralsi"), SsaBand::unitOfDimension);
    }

    /** A factor and dimensions, such as {@code 1E-10 L} for angstroms, as a unit; other texts as they are. */
    private static String unitOfDimension(String written) {
        String text = written.strip();
        if (text.length() > LONGEST_UNIT) {
            return text;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        for (String[] known : new String[][] {{"ML2T-2", "J"}, {"T-1", "Hz"}, {"L-1", "m-1"}, {"L", "m"}}) {
            if (upper.endsWith(known[0])) {
                return (text.substring(0, text.length() - known[0].length()).strip() + " " + known[1]).strip();
            }
        }
        return text;
    }

    IntStream columns() {
        return IntStream.of(
                        limits.lo().index(),
                        limits.hi().index(),
                        middle.index(),
                        extent.index(),
                        resolution.index(),
                        axisDimension.index())
                .filter(index -> index >= 0);
    }

    /** The column of the lower limit, or else of the middle; -1 if there is none. */
    int lower() {
        return limits.lo().isGiven() ? limits.lo().index() : middle.index();
    }

    /** The column of the upper limit, or else of the middle; -1 if there is none. */
    int upper() {
        return limits.hi().isGiven() ? limits.hi().index() : middle.index();
    }

    boolean isGiven() {
        return limits.isGiven() || middle.isGiven();
    }

    boolean hasResolution() {
        return resolution.isGiven();
    }

    /** By the limits; where one is missing, by the middle and the extent. */
    Band of(@Nullable Object[] row) {
        double first = limits.lo().number(row);
        double second = limits.hi().number(row);
        Unit tiny = SpectralColumn.metresIfTiny(first, second);
        Band band = limits.band(first, unit(row, limits.lo(), tiny), second, unit(row, limits.hi(), tiny));
        boolean hasMin = !Double.isNaN(band.minM());
        boolean hasMax = !Double.isNaN(band.maxM());
        if ((hasMin && hasMax) || !middle.isGiven()) {
            return band;
        }
        Band around = around(row, !hasMin && !hasMax);
        return new Band(hasMin ? band.minM() : around.minM(), hasMax ? band.maxM() : around.maxM());
    }

    /** @param alone whether a middle without extent is the band */
    private Band around(@Nullable Object[] row, boolean alone) {
        double value = middle.number(row);
        Unit unit = unit(row, middle, SpectralColumn.metresIfTiny(value));
        double half = unit == null ? Double.NaN : half(extent.number(row), value, unit);
        if (Double.isNaN(half) && !alone) {
            return new Band(Double.NaN, Double.NaN);
        }
        if (!(half > 0)) {
            double valueM = middle.wavelengthM(value, unit);
            return new Band(valueM, valueM);
        }
        return Band.between(middle.wavelengthM(value - half, unit), unit, middle.wavelengthM(value + half, unit), unit);
    }

    /** Half of the extent in the unit of the middle; NaN if it is not known or reaches below 0. */
    private double half(double width, double value, Unit unit) {
        Unit own = extent.hasUnit() ? extent.unit() : unit;
        double half = own == null ? Double.NaN : own.convert(width, unit) / 2;
        if (Double.isNaN(width) || Double.isNaN(value) || (half >= 0 && half < value)) {
            return half;
        }
        return extent.unusable(width, Double.isNaN(half) ? Reason.UNIT : Reason.RANGE);
    }

    /**
     * The resolving power and the resolution in metres; NaN if not known.
     *
     * @param power of the middle of the band, in the unit of the resolution
     */
    record Resolution(double power, double resolutionM) {
        private static final Resolution UNKNOWN = new Resolution(Double.NaN, Double.NaN);
    }

    Resolution resolution(@Nullable Object[] row, double minM, double maxM) {
        double value = resolution.number(row);
        Unit unit = unit(row, resolution, SpectralColumn.metresIfTiny(value));
        if (Double.isNaN(value)) {
            return Resolution.UNKNOWN;
        }
        if (unit == null || !(value > 0)) {
            resolution.unusable(value, unit == null ? Reason.UNIT : Reason.RANGE);
            return Resolution.UNKNOWN;
        }
        if (unit.isInverse()) {
            double one = unit.toWavelengthM(1);
            return new Resolution(power((one / minM + one / maxM) / 2 / value), Double.NaN);
        }
        double valueM = unit.toWavelengthM(value);
        if (!(valueM >= RESOLUTIONS_M.lo() && valueM <= RESOLUTIONS_M.hi())) {
            resolution.unusable(value, Reason.RANGE);
            return Resolution.UNKNOWN;
        }
        return new Resolution(power((minM + maxM) / 2 / valueM), valueM);
    }

    private static double power(double power) {
        return power >= POWERS.lo() && power <= POWERS.hi() ? power : Double.NaN;
    }

    /** @param tiny metres if the number can be nothing else, or null */
    private @Nullable Unit unit(@Nullable Object[] row, SpectralColumn column, @Nullable Unit tiny) {
        if (!column.isGiven() || column.hasUnit()) {
            return column.unit();
        }
        if (tiny != null) {
            return tiny;
        }
        Unit axis = axisUnit.isDeclared(row) ? axisUnit.of(row) : axisDimension.of(row);
        String ucd = ucds[column.index()];
        if (axis != null && axis.isInverse() && ucd.contains("em.wl")) {
            // the axis of the data is another one than that of the answer, for which the standard says metres
            return METRE;
        }
        boolean isOther = ucd.contains("em.freq") || ucd.contains("em.energy") || ucd.contains("em.wavenumber");
        return axis != null && !axis.isInverse() && isOther ? null : axis;
    }
}
