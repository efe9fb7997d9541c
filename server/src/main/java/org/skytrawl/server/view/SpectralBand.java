package org.skytrawl.server.view;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the spectrum by their usual names, with the limits that the IVOA's vocabulary of messengers gives; UV has its EUV.
 * They touch and cover all wavelengths.
 */
public enum SpectralBand {
    RADIO(1e-2, Double.POSITIVE_INFINITY),
    MILLIMETER(1e-4, 1e-2),
    INFRARED(1e-6, 1e-4),
    OPTICAL(3e-7, 1e-6),
    UV(1e-8, 3e-7),
    X_RAY(1e-11, 1e-8),
    GAMMA(0, 1e-11);

    private final double loM;
    private final double hiM;

    SpectralBand(double loM, double hiM) {
        this.loM = loM;
        this.hiM = hiM;
    }

    /** The name in lower case, such as {@code x-ray}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The shortest wavelength in m; 0 for gamma rays. */
    public double loM() {
        return loM;
    }

    /** The longest wavelength in m; infinite for radio. */
    public double hiM() {
        return hiM;
    }

    /** For each band its ends in m, the shortest first; null for none, as {@code docs/api.md} has them. */
    public static Map<String, List<@Nullable Double>> limits() {
        Map<String, List<@Nullable Double>> limits = new LinkedHashMap<>();
        for (SpectralBand band : values()) {
            limits.put(
                    band.word(),
                    Arrays.asList(
                            band.loM == 0 ? null : (Double) band.loM, Double.isInfinite(band.hiM) ? null : band.hiM));
        }
        return limits;
    }

    /** A bit for each band, in order, that wavelengths overlap; a common end is no overlap. */
    static int bits(double fromM, double toM) {
        int bits = 0;
        for (SpectralBand band : values()) {
            boolean overlaps =
                    fromM == toM ? fromM >= band.loM && fromM < band.hiM : fromM < band.hiM && toM > band.loM;
            bits |= overlaps ? 1 << band.ordinal() : 0;
        }
        return bits;
    }
}
