package org.skytrawl.protocol.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;

/** The columns with the lower and the upper limit of a band. */
public record SpectralLimits(SpectralColumn lo, SpectralColumn hi) {
    private static final String WAVE = "em.wl";
    private static final List<String> KINDS = List.of(WAVE, "em.freq", "em.energy", "em.wavenumber");
    private static final String LEAST = ";stat.min";
    private static final String MOST = ";stat.max";

    /** By UCD1+, of the first kind that the answer has; each is given only if its meaning is certain. */
    public static SpectralLimits byUcd(AnswerFields fields, BadCells bad) {
        for (String kind : KINDS) {
            SpectralLimits found =
                    new SpectralLimits(column(fields, kind, LEAST, bad), column(fields, kind, MOST, bad));
            if (found.isGiven()) {
                return found;
            }
        }
        return new SpectralLimits(new SpectralColumn(fields, -1, bad), new SpectralColumn(fields, -1, bad));
    }

    private static SpectralColumn column(AnswerFields fields, String kind, String end, BadCells bad) {
        int index = fields.onlyWithUcd(kind + end);
        // columns with ObsCore names are read as such
        boolean isUsable = index >= 0
                && ObsCoreColumn.of(fields.name(index)) == null
                && isCertain(new SpectralColumn(fields, index, bad), kind.equals(WAVE));
        return new SpectralColumn(fields, isUsable ? index : -1, bad);
    }

    private static boolean isCertain(SpectralColumn limit, boolean isWave) {
        if (!limit.hasUnit()) {
            return isWave;
        }
        // unit and UCD contradict each other for a wavelength in hertz
        Unit unit = limit.unit();
        return unit != null && isWave != unit.isInverse();
    }

    public boolean isGiven() {
        return lo.isGiven() || hi.isGiven();
    }

    /**
     * The band of two numbers in these columns.
     *
     * @param loUnit the unit of the first, or null
     * @param hiUnit the unit of the second, or null
     */
    public Band band(double first, @Nullable Unit loUnit, double second, @Nullable Unit hiUnit) {
        return Band.between(lo.wavelengthM(first, loUnit), loUnit, hi.wavelengthM(second, hiUnit), hiUnit);
    }
}
