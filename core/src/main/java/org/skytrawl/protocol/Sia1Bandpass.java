package org.skytrawl.protocol;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.SpectralUnit;

/**
 * The bandpass of an SIA1 image (SIA 1.0 section 4.2.6), in any spectral unit: the row's own, else the FIELD's. An
 * unknown or missing unit makes it unknown. Where only the reference value is given, it is the band.
 */
final class Sia1Bandpass {
    private final BadCells bad;
    private final int unit;
    private final int lo;
    private final int hi;
    private final int reference;
    private final @Nullable SpectralUnit loUnit;
    private final @Nullable SpectralUnit hiUnit;
    private final @Nullable SpectralUnit referenceUnit;
    private String lastName = "";
    private @Nullable SpectralUnit lastUnit;

    Sia1Bandpass(AnswerFields fields, BadCells bad) {
        this.bad = bad;
        this.unit = fields.withUcd("vox:bandpass_unit");
        this.lo = fields.withUcd("vox:bandpass_lolimit");
        this.hi = fields.withUcd("vox:bandpass_hilimit");
        this.reference = fields.withUcd("vox:bandpass_refvalue");
        this.loUnit = unitOf(fields, lo);
        this.hiUnit = unitOf(fields, hi);
        this.referenceUnit = unitOf(fields, reference);
    }

    /**
     * A band in metres.
     *
     * @param minM its short end, NaN if not known
     * @param maxM its long end, NaN if not known
     */
    record Band(double minM, double maxM) {}

    /** The answer's columns that this reads. */
    IntStream columns() {
        return IntStream.of(unit, lo, hi, reference).filter(index -> index >= 0);
    }

    boolean isGiven() {
        return lo >= 0 || hi >= 0 || reference >= 0;
    }

    Band of(@Nullable Object[] row) {
        boolean hasOwn = unit >= 0 && row[unit] instanceof String name && !name.isBlank();
        SpectralUnit own = own(row);
        SpectralUnit ofLo = hasOwn ? own : loUnit;
        SpectralUnit ofHi = hasOwn ? own : hiUnit;
        double a = wavelengthM(row, lo, ofLo);
        double b = wavelengthM(row, hi, ofHi);
        if (Double.isNaN(a) && Double.isNaN(b)) {
            double middle = wavelengthM(row, reference, hasOwn ? own : referenceUnit);
            return new Band(middle, middle);
        }
        if (Double.isNaN(a) || Double.isNaN(b)) {
            // the lower limit of an energy is the long end
            SpectralUnit known = Double.isNaN(a) ? ofHi : ofLo;
            boolean turned = known != null && known.isInverse();
            return turned ? new Band(b, a) : new Band(a, b);
        }
        return new Band(Math.min(a, b), Math.max(a, b));
    }

    private @Nullable SpectralUnit own(@Nullable Object[] row) {
        if (unit < 0 || !(row[unit] instanceof String name)) {
            return null;
        }
        if (!name.equals(lastName)) {
            lastName = name;
            lastUnit = SpectralUnit.of(name);
        }
        return lastUnit;
    }

    private double wavelengthM(@Nullable Object[] row, int index, @Nullable SpectralUnit in) {
        Object cell = index < 0 ? null : row[index];
        if (cell == null) {
            return Double.NaN;
        }
        double value;
        if (cell instanceof Number number) {
            value = number.doubleValue();
        } else if (cell instanceof String text) {
            if (text.isBlank() || NumberArray.meansNull(text.strip())) {
                return Double.NaN;
            }
            value = Numbers.parse(text.strip());
            if (Double.isNaN(value)) {
                return bad.number();
            }
        } else {
            return bad.number();
        }
        if (Double.isNaN(value)) {
            return value;
        }
        double metres = in == null || !(value >= 0) ? Double.NaN : in.toWavelengthM(value);
        return Double.isFinite(metres) ? metres : bad.number();
    }

    private static @Nullable SpectralUnit unitOf(AnswerFields fields, int index) {
        String name = index < 0 ? null : fields.get(index).unit();
        return name == null ? null : SpectralUnit.of(name);
    }
}
