package org.skytrawl.protocol.sia;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.Band;
import org.skytrawl.protocol.mapping.RowUnit;
import org.skytrawl.protocol.mapping.SpectralColumn;
import org.skytrawl.protocol.mapping.SpectralLimits;
import org.skytrawl.protocol.mapping.Unit;

/**
 * The bandpass of an SIA1 image (SIA 1.0 section 4.2.6) in any spectral unit: the row's, else the FIELD's. With an unknown unit
 * the band is unknown; also with a missing unit, unless the numbers are so small that they can only be metres. If only the
 * reference value is given, it is the band.
 */
final class Sia1Bandpass {
    private final RowUnit unit;
    private final boolean isVox;
    private final SpectralLimits limits;
    private final SpectralColumn reference;

    Sia1Bandpass(AnswerFields fields, BadCells bad) {
        this.unit = new RowUnit(fields.withUcd("vox:bandpass_unit"));
        SpectralLimits vox = new SpectralLimits(
                new SpectralColumn(fields, fields.withUcd("vox:bandpass_lolimit"), bad),
                new SpectralColumn(fields, fields.withUcd("vox:bandpass_hilimit"), bad));
        this.isVox = vox.isGiven();
        this.limits = isVox || unit.isGiven() ? vox : SpectralLimits.byUcd(fields, bad);
        this.reference = new SpectralColumn(fields, fields.withUcd("vox:bandpass_refvalue"), bad);
    }

    IntStream columns() {
        return IntStream.of(unit.index(), limits.lo().index(), limits.hi().index(), reference.index())
                .filter(index -> index >= 0);
    }

    boolean isGiven() {
        return limits.isGiven() || reference.isGiven();
    }

    /** Whether limits are given by VOX UCDs. */
    boolean isVox() {
        return isVox;
    }

    Band of(@Nullable Object[] row) {
        double first = limits.lo().number(row);
        double second = limits.hi().number(row);
        boolean isMissing = Double.isNaN(first) && Double.isNaN(second);
        double middle = isMissing ? reference.number(row) : Double.NaN;
        Unit tiny = SpectralColumn.metresIfTiny(first, second, middle);
        if (isMissing) {
            double middleM = reference.wavelengthM(middle, unit(row, reference, tiny));
            return new Band(middleM, middleM);
        }
        return limits.band(first, unit(row, limits.lo(), tiny), second, unit(row, limits.hi(), tiny));
    }

    /** @param otherwise the unit if none is declared */
    private @Nullable Unit unit(@Nullable Object[] row, SpectralColumn column, @Nullable Unit otherwise) {
        return unit.isDeclared(row) ? unit.of(row) : column.hasUnit() ? column.unit() : otherwise;
    }
}
