package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A part of the spectrum.
 *
 * @param minM the short end in metres, NaN if not known
 * @param maxM the long end in metres, NaN if not known
 */
public record Band(double minM, double maxM) {
    /**
     * The band between a lower and an upper limit, in wavelengths.
     *
     * @param lowerUnit the unit in which it is the lower one: the lower limit of an energy is the long end of the band
     */
    public static Band between(double lowerM, @Nullable Unit lowerUnit, double upperM, @Nullable Unit upperUnit) {
        if (Double.isNaN(lowerM) || Double.isNaN(upperM)) {
            Unit known = Double.isNaN(lowerM) ? upperUnit : lowerUnit;
            boolean isTurned = known != null && known.isInverse();
            return isTurned ? new Band(upperM, lowerM) : new Band(lowerM, upperM);
        }
        return new Band(Math.min(lowerM, upperM), Math.max(lowerM, upperM));
    }
}
